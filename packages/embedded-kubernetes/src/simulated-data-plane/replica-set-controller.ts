import { JsonObject, numberAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { kinds, nameOf, specOf, statusOf } from './cluster';
import { ReconcileContext, Controller, Result } from './controller';
import { recordEvent } from './events';
import { createPod, isActive, isReady, podsOf, msUntilAvailable } from './pods';

/** Simulates the ReplicaSet controller. */
export class ReplicaSetController implements Controller {
  readonly kind = kinds.replicaSet;

  reconcile(set: KubeObject, { cluster }: ReconcileContext): Result | void {
    const desired = numberAt(specOf(set), 'replicas') ?? 1;
    const pods = podsOf(cluster, set).filter(isActive);
    for (let missing = desired - pods.length; missing > 0; missing--) {
      const pod = createPod(cluster, set, { generateName: `${nameOf(set)}-` });
      recordEvent(
        cluster,
        set,
        'Normal',
        'SuccessfulCreate',
        `Created pod: ${nameOf(pod)}`,
      );
    }
    const surplus = Math.max(0, pods.length - desired);
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
    const { status, requeueAfter } = nextStatus(set, left, cluster.now());
    cluster.updateStatus(set, status);
    return requeueAfter === undefined
      ? undefined
      : { requeueAfter: requeueAfter };
  }
}

/** Pods in the order of their deletion: unready pods first, then the newest. */
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
): { status: JsonObject; requeueAfter: number | undefined } {
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
    requeueAfter: later.length > 0 ? Math.min(...later) : undefined,
  };
}
