import { JsonObject, numberAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { kinds, nameOf, specOf, statusOf } from './cluster';
import { ReconcileContext, Controller, Result } from './controller';
import { recordEvent } from './events';
import { createPod, isActive, isReady, podsOf, msUntilAvailable } from './pods';

/** Plays the ReplicaSet controller: as many pods as are wanted. */
export class ReplicaSetController implements Controller {
  readonly kind = kinds.replicaSet;

  reconcile(set: KubeObject, { cluster }: ReconcileContext): Result | void {
    const wanted = numberAt(specOf(set), 'replicas') ?? 1;
    const pods = podsOf(cluster, set).filter(isActive);
    for (let missing = wanted - pods.length; missing > 0; missing--) {
      const pod = createPod(cluster, set, { generateName: `${nameOf(set)}-` });
      recordEvent(
        cluster,
        set,
        'Normal',
        'SuccessfulCreate',
        `Created pod: ${nameOf(pod)}`,
      );
    }
    const surplus = Math.max(0, pods.length - wanted);
    for (const pod of deletionOrder(pods).slice(0, surplus)) {
      cluster.delete(pod);
      recordEvent(
        cluster,
        set,
        'Normal',
        'SuccessfulDelete',
        `Deleted pod: ${nameOf(pod)}`,
      );
    }
    const left = podsOf(cluster, set).filter(isActive);
    const { status, again } = nextStatus(set, left, cluster.now());
    cluster.updateStatus(set, status);
    return again === undefined ? undefined : { requeueAfter: again };
  }
}

/** Pods in the order in which they are given up: those not ready first, then the youngest. */
function deletionOrder(pods: KubeObject[]): KubeObject[] {
  return [...pods].sort(
    (a, b) =>
      Number(isReady(a)) - Number(isReady(b)) ||
      (b.metadata.creationTimestamp ?? '').localeCompare(
        a.metadata.creationTimestamp ?? '',
      ),
  );
}

function nextStatus(
  set: KubeObject,
  pods: KubeObject[],
  now: number,
): { status: JsonObject; again: number | undefined } {
  const minimum = numberAt(specOf(set), 'minReadySeconds') ?? 0;
  const waits = pods
    .map(pod => msUntilAvailable(pod, minimum, now))
    .filter(wait => wait !== undefined);
  const later = waits.filter(wait => wait > 0);
  const ready = waits.length;
  const available = ready - later.length;
  const { conditions } = statusOf(set);
  return {
    status: {
      ...(conditions !== undefined && { conditions }),
      replicas: pods.length,
      ...(pods.length > 0 && { fullyLabeledReplicas: pods.length }),
      ...(ready > 0 && { readyReplicas: ready }),
      ...(available > 0 && { availableReplicas: available }),
      observedGeneration: set.metadata.generation ?? 1,
    },
    again: later.length > 0 ? Math.min(...later) : undefined,
  };
}
