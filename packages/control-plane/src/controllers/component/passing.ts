import {
  Component,
  Condition,
  getCondition,
} from '@promenade/openchoreo-model';
import { bindingReasons } from '../../core/binding/reasons';
import {
  statusDebounceMs,
  dependencyDebounceMs,
} from '../../runtime/status-debounce';
import { ComponentFacts, ComponentReadiness } from './readiness';

/** What a component says while it is on its way. */
const onItsWay: readonly string[] = [
  'NotDeployed',
  'Progressing',
  bindingReasons.progressing,
];

/**
 * How long how ready a component is need not be told, in milliseconds; 0 where it must be at once. What is on its way for the
 * first time may go untold, and soon be told as what came of it; but nothing that says otherwise is left standing.
 */
export function mayGoUntoldMs(
  { status }: Component,
  { reason }: ComponentReadiness,
  { deployables, bindings, apis }: ComponentFacts,
): number {
  const told = getCondition(status?.conditions, 'Ready');
  if (!onItsWay.includes(reason) || (told && !onItsWay.includes(told.reason))) {
    return 0;
  }
  return [...deployables, ...bindings, ...apis].every(isLookedAt)
    ? statusDebounceMs
    : dependencyDebounceMs;
}

/** Whether its controller has said anything of what is declared now. */
function isLookedAt({
  metadata,
  status,
}: {
  metadata: { generation?: number };
  status?: { conditions?: Condition[] };
}): boolean {
  const ready = getCondition(status?.conditions, 'Ready');
  return (ready?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}
