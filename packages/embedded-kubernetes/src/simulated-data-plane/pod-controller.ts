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

/** Simulates the scheduler and the kubelet. */
export class PodController implements Controller {
  readonly kind = kinds.pod;
  /** When pods were first reconciled, by uid, in milliseconds: stored times have whole seconds. */
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
    const firstSeen = this.firstSeen.get(uid) ?? now;
    this.firstSeen.set(uid, firstSeen);
    const { status, requeueAfter } = nextPodStatus(pod, {
      behaviour: resolveBehaviour(cluster, pod),
      readyDelay: settings.readyDelay,
      firstSeen,
      now,
    });
    recordStateChange(cluster, pod, reasonOf(status));
    cluster.updateStatus(pod, status);
    return requeueAfter === undefined ? undefined : { requeueAfter };
  }

  /** The pods whose owner has changed behaviour annotations. */
  affectedObjects(
    { object, previous, deleted }: ObjectChange,
    cluster: Cluster,
  ) {
    if (object.kind === 'Pod') {
      if (deleted) this.firstSeen.delete(object.metadata.uid ?? '');
      return [];
    }
    const hasNewBehaviour =
      workloads.includes(object.kind) &&
      !deleted &&
      previous !== undefined &&
      behaviourChanged(object, previous);
    return hasNewBehaviour ? cluster.list(kinds.pod, namespaceOf(object)) : [];
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

/** The reason and message of the first container's state. */
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
