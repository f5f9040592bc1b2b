import { Clock } from '@promenade/kube-client';
import {
  Component,
  componentKind,
  setCondition,
} from '@promenade/openchoreo-model';
import { isDeleting } from '../../runtime/finalizer';
import { Reconcile } from '../../runtime/reconcile';
import { maintainWorkloads, releaseWorkloads } from './maintain-workloads';

/** Type of the condition that says whether the Workload of a component runs the image of its source. */
const sourceCondition = 'SourceApplied';

/** Delay after the API server rejected a Workload, in milliseconds: a quota or a webhook may accept it later. */
const rejectedDelayMs = 60_000;

/** Maintains the Workload of a component whose source is an image. A Workload that others made is never changed. */
export function componentSourceReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  return async (key, read, write) => {
    const component = read.get(componentKind, key);
    if (!component || isDeleting(component)) return {};
    const image = component.spec.source?.image;
    const outcome = image
      ? await maintainWorkloads(component, image, read, write)
      : undefined;
    if (!outcome) await releaseWorkloads(component, read, write);
    const before = component.status?.conditions ?? [];
    const conditions = outcome
      ? setCondition(
          before,
          {
            type: sourceCondition,
            ...outcome,
            observedGeneration: component.metadata.generation,
          },
          new Date(clock.now()),
        )
      : before.filter(({ type }) => type !== sourceCondition);
    if (outcome || conditions.length < before.length) {
      await write.updateStatus<Component>(componentKind, component, {
        ...component.status,
        conditions,
      });
    }
    return outcome?.reason === 'WorkloadRejected'
      ? { requeueAfter: rejectedDelayMs }
      : {};
  };
}
