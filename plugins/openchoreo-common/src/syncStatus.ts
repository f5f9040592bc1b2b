import type { CatalogSyncReport, HeldSource } from './catalogSync';
import type { syncStatusTypes } from './syncStatusTypes';

type Watch = CatalogSyncReport['watch'];

/**
 * What is to be said first about the catalog sync: the problem that is the most serious, or that there is none.
 *
 * @public
 */
export type SyncStatus =
  | { type: 'notInstalled' }
  | ({ type: 'watch' } & Pick<Watch, 'status' | 'reason' | 'message'>)
  | { type: 'heldSource'; source: HeldSource }
  | { type: 'comparison'; message: string }
  | { type: 'write'; message: string }
  | { type: 'forbidden'; kinds: string[] }
  | { type: 'starting' }
  | { type: 'held'; count: number }
  | { type: 'waiting'; count: number }
  | { type: 'current' };

/** @public */
export function syncStatus({
  watch,
  provider,
}: Pick<CatalogSyncReport, 'watch' | 'provider'>): SyncStatus {
  if (!provider) return { type: 'notInstalled' };
  const { status, reason, message } = watch;
  if (status !== 'live') return { type: 'watch', status, reason, message };
  const { comparisonProblem, writeProblem, waiting, heldEntities } = provider;
  const [source] = provider.heldSources;
  if (source) return { type: 'heldSource', source };
  if (comparisonProblem !== undefined) {
    return { type: 'comparison', message: comparisonProblem };
  }
  if (writeProblem !== undefined) {
    return { type: 'write', message: writeProblem };
  }
  const kinds = missingKinds(watch);
  if (kinds.length) return { type: 'forbidden', kinds };
  if (!provider.lastComparison) return { type: 'starting' };
  if (heldEntities > 0) return { type: 'held', count: heldEntities };
  return waiting > 0
    ? { type: 'waiting', count: waiting }
    : { type: 'current' };
}

/** The kinds that a control plane does not allow to read. */
function missingKinds({ sources = [], ...watch }: Watch): string[] {
  const rights = [watch, ...sources].flatMap(each => each.missingRights ?? []);
  return [...new Set(rights.map(({ kind }) => kind))];
}

const healthyTypes: readonly (typeof syncStatusTypes)[number][] = [
  'current',
  'waiting',
  'held',
];

/**
 * Whether the catalog follows the control plane, so that nobody has to do anything.
 *
 * @public
 */
export function isSyncHealthy({ type }: Pick<SyncStatus, 'type'>): boolean {
  return healthyTypes.includes(type);
}
