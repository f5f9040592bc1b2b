import { ConditionInput } from '@promenade/openchoreo-model';
import { CellBaseline } from './list-cell-baselines';
import { findUnappliedBaseline } from './unapplied-baseline';

/** Type of the condition of a Project that reports the quota of its cells; absent if its organization has none. */
export const quotaCondition = 'QuotaApplied';

/** Builds the condition that reports the quota of the cells of a Project; undefined if none has a quota. */
export function buildQuotaCondition(
  cells: readonly CellBaseline[],
): ConditionInput | undefined {
  const limited = cells.filter(({ hasQuota }) => hasQuota);
  if (limited.length === 0) return undefined;
  const [unapplied] = limited.flatMap(
    cell => findUnappliedBaseline(cell) ?? [],
  );
  if (unapplied !== undefined) {
    return {
      type: quotaCondition,
      status: 'False',
      reason: 'QuotaNotApplied',
      message: unapplied,
    };
  }
  const environments = limited.map(({ environment }) => environment);
  return {
    type: quotaCondition,
    status: 'True',
    reason: 'QuotaApplied',
    message: `The cells in ${environments.join(
      ', ',
    )} have the quota of the organization`,
  };
}
