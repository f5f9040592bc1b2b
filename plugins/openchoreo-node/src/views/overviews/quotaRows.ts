import { quantityValue } from '@promenade/kube-client';
import {
  entityRefOf,
  type CellQuota,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { CellQuotaDetails } from '../../domain/OverviewSource';

/** The quotas of cells, by organization and project, each with the part of every amount that is used. */
export function quotaRows(quotas: readonly CellQuotaDetails[]): CellQuota[] {
  return quotas
    .map(({ organization, project, environment, namespace, hard, used }) => ({
      organization,
      project,
      entityRef: entityRefOf({ type: 'project', organization, name: project }),
      environment,
      namespace,
      resources: Object.entries(hard)
        .map(([name, amount]) => ({
          name,
          hard: amount,
          used: used[name] ?? '0',
          ratio: ratioOf(used[name] ?? '0', amount),
        }))
        .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    }))
    .sort(
      (a, b) =>
        a.organization.localeCompare(b.organization, 'en') ||
        a.project.localeCompare(b.project, 'en') ||
        a.environment.localeCompare(b.environment, 'en'),
    );
}

function ratioOf(used: string, hard: string): number | undefined {
  const amount = quantityValue(used);
  const limit = quantityValue(hard);
  return amount !== undefined && limit ? amount / limit : undefined;
}
