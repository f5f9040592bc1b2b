import type { ServiceAPI, WorkloadTemplate } from '@promenade/openchoreo-model';
import { sortedEntries } from '../sorted';
import { protocolOf } from './exposure';

type Endpoint = NonNullable<WorkloadTemplate['endpoints']>[string];

/** Class of an API that is no more than an endpoint's visibility. */
export const usualApiClass = 'default';

/** Whether the visibility of an endpoint reaches beyond its own project. */
function isVisibleOutside({ visibility = [] }: Endpoint): boolean {
  return visibility.some(audience => audience !== 'project');
}

/**
 * The APIs of a component: those that it declares, and one for each endpoint
 * whose `visibility` reaches beyond the project and that no declared API is
 * named after.
 */
export function apisOf(
  { endpoints }: Pick<WorkloadTemplate, 'endpoints'>,
  declared: { readonly [name: string]: ServiceAPI } = {},
): { [name: string]: ServiceAPI } {
  const visible = sortedEntries(endpoints).filter(([, endpoint]) =>
    isVisibleOutside(endpoint),
  );
  return {
    ...Object.fromEntries(
      visible.map(([name, endpoint]) => [name, apiOf(endpoint)]),
    ),
    ...declared,
  };
}

function apiOf({
  type,
  port,
  basePath,
  visibility = [],
}: Endpoint): ServiceAPI {
  const exposeLevels = [
    ...(visibility.includes('organization') ? ['Organization'] : []),
    ...(visibility.includes('public') ? ['Public'] : []),
  ];
  const api = { className: usualApiClass, type };
  switch (protocolOf(type)) {
    case 'gRPC':
      return { ...api, grpc: { backend: { port }, exposeLevels } };
    case 'TCP':
    case 'UDP':
      return { ...api, tcp: { backend: { port }, exposeLevels } };
    default:
      return { ...api, rest: { backend: { port, basePath }, exposeLevels } };
  }
}
