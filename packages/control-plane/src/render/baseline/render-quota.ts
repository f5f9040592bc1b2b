import type { Organization, Project } from '@promenade/openchoreo-model';
import type { ReleaseResource } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import { sortedEntries } from '../../runtime/sort';
import {
  canonicalQuantity,
  isQuantity,
  parseQuantity,
} from '../workload/quantity';
import { cellMetadata } from './cell-metadata';

export type Quota = NonNullable<Organization['spec']['quota']>;

/** Ids of the resources of {@link renderQuota} in the baseline Release of a cell. */
export const quotaIds: readonly string[] = ['quota', 'limits'];

/**
 * What a container gets that sets no request or limit itself. Kubernetes rejects a pod without a value for a resource that a
 * quota limits.
 */
const containerDefaults = {
  cpu: { request: '100m', limit: '500m' },
  memory: { request: '128Mi', limit: '512Mi' },
  'ephemeral-storage': { request: '128Mi', limit: '1Gi' },
} as const;

/** Finds the amounts of a quota that are not quantities. The API server of the data plane validates the names. */
export function findQuotaProblems(quota: Quota): Problem[] {
  return sortedEntries(quota)
    .filter(([, amount]) => (parseQuantity(amount) ?? -1n) < 0n)
    .map(([name, amount]) =>
      invalid(
        `spec.quota["${name}"]`,
        `${JSON.stringify(amount)} ${
          isQuantity(amount) ? 'is negative' : 'is not a quantity'
        }; write it like 10, 500m or 2Gi`,
      ),
    );
}

/** Renders the quota of a cell, if it has one: a ResourceQuota, and a LimitRange for containers that set no requests or limits. */
export function renderQuota(
  project: Project,
  environment: string,
  quota: Quota,
): ReleaseResource[] {
  if (Object.keys(quota).length === 0) return [];
  const metadata = cellMetadata(project, environment);
  const hard = Object.fromEntries(
    sortedEntries(quota).map(([name, amount]) => [
      name,
      canonicalQuantity(amount),
    ]),
  );
  const limits = containerLimits(quota);
  return [
    {
      id: 'quota',
      object: {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata,
        spec: { hard },
      },
    },
    ...(limits
      ? [
          {
            id: 'limits',
            object: {
              apiVersion: 'v1',
              kind: 'LimitRange',
              metadata,
              spec: { limits: [limits] },
            },
          },
        ]
      : []),
  ];
}

/** The item of a LimitRange; undefined if the quota limits nothing that containers request. */
function containerLimits(quota: Quota) {
  const defaultRequest: Record<string, string> = {};
  const defaultLimit: Record<string, string> = {};
  for (const [resource, { request, limit }] of sortedEntries(
    containerDefaults,
  )) {
    const limited = quota[`limits.${resource}`];
    const requested = quota[`requests.${resource}`] ?? quota[resource];
    const atMost = [limited, requested].filter(amount => amount !== undefined);
    if (atMost.length === 0) continue;
    defaultRequest[resource] = smallest(request, ...atMost);
    if (limited !== undefined) {
      defaultLimit[resource] = smallest(limit, limited);
    }
  }
  if (Object.keys(defaultRequest).length === 0) return undefined;
  return {
    type: 'Container',
    defaultRequest,
    ...(Object.keys(defaultLimit).length > 0 && { default: defaultLimit }),
  };
}

/** The smallest of some quantities: a default beyond the quota would reject each pod. */
function smallest(...quantities: (string | number)[]): string {
  const [found] = quantities
    .map(quantity => ({ quantity, amount: parseQuantity(quantity) ?? 0n }))
    .sort((a, b) => (a.amount < b.amount ? -1 : Number(a.amount > b.amount)));
  return String(canonicalQuantity(found.quantity));
}
