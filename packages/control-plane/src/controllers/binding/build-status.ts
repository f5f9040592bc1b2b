import { Binding, BindingStatus } from '../../core/binding/binding';
import { setReadyConditions } from '../../core/binding/set-ready-conditions';
import { Outcome } from '../../core/binding/outcome';

/** Builds the status of a binding after a reconcile, without its state, which is derived from this status. */
export function buildStatus(
  binding: Binding,
  releaseLabel: string,
  outcome: Outcome,
  now: Date,
): BindingStatus {
  const { metadata, status } = binding;
  const { endpoints = status?.endpoints } = outcome;
  return {
    ...status,
    observedGeneration: metadata.generation,
    releaseLabel,
    trouble: outcome.trouble,
    endpoints: endpoints?.length ? endpoints : undefined,
    conditions: setReadyConditions(binding, outcome, now),
  };
}
