import {
  Component,
  Condition,
  getCondition,
} from '@promenade/openchoreo-model';
import { bindingReasons } from '../../core/binding/reasons';
import { debounceMs } from '../../runtime/status-debounce';
import { ComponentFacts, ComponentReadiness } from './readiness';

/** Reasons of a component that is being deployed. */
const transientReasons: readonly string[] = [
  'NotDeployed',
  'Progressing',
  bindingReasons.progressing,
];

/** Returns how long the status of a component may stay unwritten, in milliseconds. */
export function componentDebounceMs(
  { status }: Component,
  { reason }: ComponentReadiness,
  { deployables, bindings, apis }: ComponentFacts,
): number {
  const written = getCondition(status?.conditions, 'Ready');
  return debounceMs({
    isTransient: transientReasons.includes(reason),
    replacesTransient: !written || transientReasons.includes(written.reason),
    dependenciesObserved:
      [...bindings, ...apis].every(isReadinessObserved) &&
      deployables.every(
        each => isReadinessObserved(each) || isDeployed(each, bindings),
      ),
  });
}

/** Whether a Service, WebApplication or ScheduledTask has a binding, and no condition, which would say why it cannot be deployed. */
function isDeployed(
  { status }: ComponentFacts['deployables'][number],
  bindings: ComponentFacts['bindings'],
): boolean {
  return bindings.length > 0 && !getCondition(status?.conditions, 'Ready');
}

/** Whether the Ready condition of an object is about its current generation. */
function isReadinessObserved({
  metadata,
  status,
}: {
  metadata: { generation?: number };
  status?: { conditions?: Condition[] };
}): boolean {
  const ready = getCondition(status?.conditions, 'Ready');
  return (ready?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}
