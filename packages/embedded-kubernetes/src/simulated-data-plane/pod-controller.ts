import { JsonObject, listAt, objectAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { behaviourOf } from './behaviour';
import {
  Change,
  Cluster,
  kinds,
  namespaceOf,
  specOf,
  statusOf,
} from './cluster';
import { Context, Controller, Outcome } from './controller';
import { recordEvent } from './events';
import { behavesOtherwise, nodeName } from './simulation-metadata';
import { podState } from './next-pod-status';

const workloads = ['Deployment', 'ReplicaSet', 'StatefulSet', 'Job'];

/** Plays the scheduler and the kubelet: pods get a node and come to life. */
export class PodController implements Controller {
  readonly kind = kinds.pod;
  /** When pods were first seen, by uid: times that are kept know no parts of a second. */
  private readonly seen = new Map<string, number>();

  reconcile(pod: KubeObject, context: Context): Outcome | void {
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
      return { again: 0 };
    }
    const now = cluster.now();
    const seen = this.seen.get(uid) ?? now;
    this.seen.set(uid, seen);
    const { status, again } = podState(pod, {
      behaviour: behaviourOf(cluster, pod),
      readyDelay: settings.readyDelay,
      seen,
      now,
    });
    sayWhatHappens(cluster, pod, reasonOf(status));
    cluster.updateStatus(pod, status);
    return again === undefined ? undefined : { again };
  }

  /** Pods whose owner is told to behave otherwise. */
  concerns({ object, previous, deleted }: Change, cluster: Cluster) {
    if (object.kind === 'Pod') {
      if (deleted) this.seen.delete(object.metadata.uid ?? '');
      return [];
    }
    const isTold =
      workloads.includes(object.kind) &&
      !deleted &&
      previous !== undefined &&
      behavesOtherwise(object, previous);
    return isTold ? cluster.list(kinds.pod, namespaceOf(object)) : [];
  }
}

function sayWhatHappens(
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
