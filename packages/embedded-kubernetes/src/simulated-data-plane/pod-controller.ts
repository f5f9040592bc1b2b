import { JsonObject, listAt, objectAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { resolveBehaviour } from './behaviour';
import {
  ObjectChange,
  Cluster,
  kinds,
  namespaceOf,
  specOf,
  statusOf,
} from './cluster';
import { ReconcileContext, Controller, Result } from './controller';
import { recordEvent } from './events';
import { behaviourChanged, nodeName } from './simulation-metadata';
import { nextPodStatus } from './next-pod-status';

const workloads = ['Deployment', 'ReplicaSet', 'StatefulSet', 'Job'];

/** Plays the scheduler and the kubelet: pods get a node and come to life. */
export class PodController implements Controller {
  readonly kind = kinds.pod;
  /** When pods were first seen, by uid: times that are kept know no parts of a second. */
  private readonly firstSeen = new Map<string, number>();

  reconcile(pod: KubeObject, context: ReconcileContext): Result | void {
    const { cluster, settings } = context;
    const uid = pod.metadata.uid ?? '';
    if (!specOf(pod).nodeName) {
      cluster.update({ ...pod, spec: { ...specOf(pod), nodeName } });
      recordEvent(
        cluster,
        pod,
        'Normal',
        'Scheduled',
        `Successfully assigned ${namespaceOf(pod)}/${
          pod.metadata.name
        } to ${nodeName}`,
      );
      return { requeueAfter: 0 };
    }
    const now = cluster.now();
    const seen = this.firstSeen.get(uid) ?? now;
    this.firstSeen.set(uid, seen);
    const { status, requeueAfter: again } = nextPodStatus(pod, {
      behaviour: resolveBehaviour(cluster, pod),
      readyDelay: settings.readyDelay,
      firstSeen: seen,
      now,
    });
    recordStateChange(cluster, pod, reasonOf(status));
    cluster.updateStatus(pod, status);
    return again === undefined ? undefined : { requeueAfter: again };
  }

  /** Pods whose owner is told to behave otherwise. */
  affectedObjects(
    { object, previous, deleted }: ObjectChange,
    cluster: Cluster,
  ) {
    if (object.kind === 'Pod') {
      if (deleted) this.firstSeen.delete(object.metadata.uid ?? '');
      return [];
    }
    const isTold =
      workloads.includes(object.kind) &&
      !deleted &&
      previous !== undefined &&
      behaviourChanged(object, previous);
    return isTold ? cluster.list(kinds.pod, namespaceOf(object)) : [];
  }
}

function recordStateChange(
  cluster: Cluster,
  pod: KubeObject,
  { reason, message }: { reason: string; message: string },
) {
  const before = reasonOf(statusOf(pod)).reason;
  if (reason === before) return;
  if (reason === 'Running') {
    recordEvent(
      cluster,
      pod,
      'Normal',
      'Started',
      'Container started (simulated)',
    );
  } else if (
    reason !== '' &&
    reason !== 'ContainerCreating' &&
    reason !== 'Completed'
  ) {
    const isBackOff = reason.endsWith('BackOff');
    recordEvent(
      cluster,
      pod,
      'Warning',
      isBackOff ? 'BackOff' : 'Failed',
      message,
    );
  }
}

/** What the first container says of itself. */
function reasonOf(status: JsonObject): {
  reason: string;
  message: string;
} {
  const [first] = listAt(status, 'containerStatuses');
  const state = objectAt(first, 'state');
  if ('running' in state) return { reason: 'Running', message: '' };
  const detail = objectAt(state, 'waiting' in state ? 'waiting' : 'terminated');
  return {
    reason: stringAt(detail, 'reason') ?? '',
    message: stringAt(detail, 'message') ?? '',
  };
}
