import { Condition, setCondition } from '@promenade/openchoreo-model';
import { Outcome } from './outcome';

const warningsCondition = 'ConfigurationWarnings';

/** Sets the conditions of a binding after a reconcile: Ready, and ConfigurationWarnings for problems that do not prevent the deployment. */
export function setReadyConditions(
  {
    metadata,
    status,
  }: {
    metadata: { generation?: number };
    status?: { conditions?: Condition[] };
  },
  { readiness, warnings = [] }: Outcome,
  now: Date,
): Condition[] {
  const observedGeneration = metadata.generation;
  const before = status?.conditions ?? [];
  const isWarning = ({ type }: Condition) => type === warningsCondition;
  const conditions = setCondition(
    before.filter(condition => !isWarning(condition)),
    { type: 'Ready', ...readiness, observedGeneration },
    now,
  );
  return warnings.length
    ? setCondition(
        [...conditions, ...before.filter(isWarning)],
        {
          type: warningsCondition,
          status: 'True',
          reason: 'AcceptedWithWarnings',
          message: warnings.join('; '),
          observedGeneration,
        },
        now,
      )
    : conditions;
}
