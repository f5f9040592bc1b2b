import { ConditionInput } from '@promenade/openchoreo-model';
import { CellBaseline } from './list-cell-baselines';
import { findUnappliedBaseline } from './unapplied-baseline';

interface PartCondition {
  readonly type: string;
  readonly reasons: { readonly applied: string; readonly notApplied: string };
  /** What the cells in some environments have. */
  readonly subject: string;
  isOf(cell: CellBaseline): boolean;
}

const partConditions: readonly PartCondition[] = [
  {
    type: 'QuotaApplied',
    reasons: { applied: 'QuotaApplied', notApplied: 'QuotaNotApplied' },
    subject: 'the quota of the organization',
    isOf: ({ hasQuota }) => hasQuota,
  },
  {
    type: 'AccessApplied',
    reasons: { applied: 'AccessApplied', notApplied: 'AccessNotApplied' },
    subject: 'the access of the organization',
    isOf: ({ hasAccess }) => hasAccess,
  },
  {
    type: 'RegistryApplied',
    reasons: { applied: 'RegistryApplied', notApplied: 'RegistryNotApplied' },
    subject: 'the pull Secret of their data plane',
    isOf: ({ hasRegistrySecret }) => hasRegistrySecret,
  },
];

/**
 * Builds the conditions that report what the organization declares for the cells of a Project.
 *
 * @returns the conditions, and the types of those that the Project should not have
 */
export function buildPartConditions(cells: readonly CellBaseline[]): {
  conditions: ConditionInput[];
  absent: string[];
} {
  const conditions: ConditionInput[] = [];
  const absent: string[] = [];
  for (const { type, reasons, subject, isOf } of partConditions) {
    const concerned = cells.filter(isOf);
    const [unapplied] = concerned.flatMap(
      cell => findUnappliedBaseline(cell) ?? [],
    );
    const environments = concerned.map(({ environment }) => environment);
    if (concerned.length === 0) {
      absent.push(type);
    } else if (unapplied !== undefined) {
      conditions.push({
        type,
        status: 'False',
        reason: reasons.notApplied,
        message: unapplied,
      });
    } else {
      conditions.push({
        type,
        status: 'True',
        reason: reasons.applied,
        message: `The cells in ${environments.join(', ')} have ${subject}`,
      });
    }
  }
  return { conditions, absent };
}
