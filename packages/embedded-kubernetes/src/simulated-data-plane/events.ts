import { createHash } from 'node:crypto';
import { numberAt } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, namespaceOf } from './cluster';
import { simulatedLabels } from './simulation-metadata';
import { formatTime } from '../api/time';

/** Records an event; increments the count of an equal event. */
export function recordEvent(
  cluster: Cluster,
  object: KubeObject,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const namespace = namespaceOf(object) || 'default';
  const now = formatTime(cluster.now());
  const identity = [object.metadata.uid, type, reason, message].join('\n');
  const suffix = createHash('sha256')
    .update(identity)
    .digest('hex')
    .slice(0, 16);
  const name = `${nameOf(object).slice(0, 236)}.${suffix}`;
  const before = cluster.get(kinds.event, namespace, name);
  if (before) {
    const count = (numberAt(asJson(before), 'count') ?? 1) + 1;
    cluster.update({ ...before, count, lastTimestamp: now });
    return;
  }
  cluster.create({
    ...kinds.event,
    metadata: { name, namespace, labels: simulatedLabels },
    involvedObject: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: nameOf(object),
      namespace: namespaceOf(object),
      uid: object.metadata.uid,
      resourceVersion: object.metadata.resourceVersion,
    },
    type,
    reason,
    message,
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
    source: { component: 'simulated-data-plane' },
    reportingComponent: 'simulated-data-plane',
  });
}
