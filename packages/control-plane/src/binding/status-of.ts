import { setCondition } from '@promenade/openchoreo-model';
import { Binding, BindingStatus } from './binding';
import { Outcome } from './deploy';

const warningsCondition = 'ConfigurationWarnings';

/** The status of a binding after a pass. */
export function bindingStatusOf(
  { metadata, status }: Binding,
  releaseLabel: string,
  { readiness, endpoints, warnings = [] }: Outcome,
  now: Date,
): BindingStatus {
  const { state, ...condition } = readiness;
  const observedGeneration = metadata.generation;
  const conditions = setCondition(
    status?.conditions?.filter(({ type }) => type !== warningsCondition),
    { type: 'Ready', ...condition, observedGeneration },
    now,
  );
  return {
    ...status,
    observedGeneration,
    state,
    releaseLabel,
    endpoints: endpoints ?? status?.endpoints,
    conditions: warnings.length
      ? setCondition(
          [
            ...conditions,
            ...(status?.conditions ?? []).filter(
              ({ type }) => type === warningsCondition,
            ),
          ],
          {
            type: warningsCondition,
            status: 'True',
            reason: 'AcceptedWithWarnings',
            message: warnings.join('; '),
            observedGeneration,
          },
          now,
        )
      : conditions,
  };
}
