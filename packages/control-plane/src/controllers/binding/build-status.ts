import { Binding, BindingStatus } from '../../core/binding/binding';
import { setReadyConditions } from '../../core/binding/set-ready-conditions';
import { Outcome } from '../../core/binding/outcome';
import { canaryStatus } from '../../core/binding/readiness';

/** Builds the status of a binding after a reconcile, without its state, which is derived from this status. */
export function buildStatus(
  binding: Binding,
  releaseLabel: string,
  outcome: Outcome,
  now: Date,
): BindingStatus {
  const { metadata, spec, status } = binding;
  const { endpoints = status?.endpoints, connections = status?.connections } =
    outcome;
  return {
    ...status,
    observedGeneration: metadata.generation,
    releaseLabel,
    trouble: outcome.trouble,
    canary: outcome.canary ?? (spec.canary && canaryStatus(outcome.readiness)),
    endpoints: endpoints?.length ? endpoints : undefined,
    connections: connections?.length ? connections : undefined,
    conditions: setReadyConditions(binding, outcome, now),
  };
}
