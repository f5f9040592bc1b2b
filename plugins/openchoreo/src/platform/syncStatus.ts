import type { CatalogSyncReport } from '@promenade/backstage-plugin-openchoreo-common';

/** What is to be said first about the catalog sync: the problem that is the most serious, or that there is none. */
export type SyncStatus =
  | { type: 'notInstalled' }
  | { type: 'watch'; status: 'starting' | 'stale'; message?: string }
  | { type: 'comparison'; message: string }
  | { type: 'write'; message: string }
  | { type: 'starting' }
  | { type: 'held'; count: number }
  | { type: 'waiting'; count: number }
  | { type: 'current' };

export function syncStatus({
  watch: { status, message },
  provider,
}: CatalogSyncReport): SyncStatus {
  if (!provider) return { type: 'notInstalled' };
  if (status !== 'live') return { type: 'watch', status, message };
  const { comparisonProblem, writeProblem, waiting, heldEntities } = provider;
  if (comparisonProblem !== undefined) {
    return { type: 'comparison', message: comparisonProblem };
  }
  if (writeProblem !== undefined) {
    return { type: 'write', message: writeProblem };
  }
  if (!provider.lastComparison) return { type: 'starting' };
  if (heldEntities > 0) return { type: 'held', count: heldEntities };
  return waiting > 0
    ? { type: 'waiting', count: waiting }
    : { type: 'current' };
}
