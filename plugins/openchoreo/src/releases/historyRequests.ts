import {
  reads,
  type ComponentRef,
  type OpenChoreoApi,
  type OperationInput,
  type PromotionList,
} from '@promenade/backstage-plugin-openchoreo-common';

/** An organization, a project or a component. */
export type HistoryScope = Pick<ComponentRef, 'organization'> &
  Partial<ComponentRef>;

/** Restricts a history. */
export type HistoryFilter = Omit<
  OperationInput<typeof reads.listOrganizationPromotions>,
  'organization' | 'cursor' | 'format'
>;

type Page = HistoryFilter & { cursor?: string };

/** Requests a page of the promotions of a scope. */
export function requestHistory(
  api: OpenChoreoApi,
  { organization, project, component }: HistoryScope,
  page: Page,
  signal: AbortSignal,
): Promise<PromotionList> {
  const options = { signal };
  if (project === undefined) {
    const input = { organization, ...page };
    return api.request(reads.listOrganizationPromotions, input, options);
  }
  if (component === undefined) {
    const input = { organization, project, ...page };
    return api.request(reads.listProjectPromotions, input, options);
  }
  const input = { organization, project, component, ...page };
  return api.request(reads.listPromotions, input, options);
}

/** Requests all promotions of a scope as a file. */
export function downloadHistory(
  api: OpenChoreoApi,
  { organization, project, component }: HistoryScope,
  filter: HistoryFilter & { format: 'jsonl' | 'csv' },
): Promise<Blob> {
  if (project === undefined) {
    const input = { organization, ...filter };
    return api.download(reads.listOrganizationPromotions, input);
  }
  if (component === undefined) {
    const input = { organization, project, ...filter };
    return api.download(reads.listProjectPromotions, input);
  }
  const input = { organization, project, component, ...filter };
  return api.download(reads.listPromotions, input);
}
