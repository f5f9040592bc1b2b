import { Binding, BindingStatus } from './binding';
import { conditionsAfter } from './conditions-after';
import { Outcome } from './deploy';

/** The status of a binding after a pass. */
export function bindingStatusOf(
  binding: Binding,
  releaseLabel: string,
  outcome: Outcome,
  now: Date,
): BindingStatus {
  const { metadata, status } = binding;
  return {
    ...status,
    observedGeneration: metadata.generation,
    state: outcome.readiness.state,
    releaseLabel,
    endpoints: outcome.endpoints ?? status?.endpoints,
    conditions: conditionsAfter(binding, outcome, now),
  };
}
