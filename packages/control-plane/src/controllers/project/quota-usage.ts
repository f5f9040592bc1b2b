import type { Project, Release } from '@promenade/openchoreo-model';
import { isJsonObject, jsonAt } from '../../runtime/json';

type Cell = NonNullable<NonNullable<Project['status']>['cells']>[number];

/** The status of the ResourceQuota that a baseline Release has applied. */
export function findQuotaStatus({ status }: Release) {
  return status?.resources?.find(({ kind }) => kind === 'ResourceQuota')
    ?.status;
}

/** What the quota of a cell allows and what its pods use, as the data plane reported it last. */
export function cellQuota(baseline: Release | undefined): Cell['quota'] {
  const found = baseline && findQuotaStatus(baseline);
  return { hard: amountsAt(found, 'hard'), used: amountsAt(found, 'used') };
}

function amountsAt(status: unknown, member: 'hard' | 'used') {
  const amounts = jsonAt(status, member);
  return Object.fromEntries(
    Object.entries(isJsonObject(amounts) ? amounts : {}).map(
      ([name, amount]) => [name, String(amount)],
    ),
  );
}
