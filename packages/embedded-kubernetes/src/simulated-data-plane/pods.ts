import { JsonObject, objectAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, specOf, statusOf } from './cluster';
import { conditionOf, isTrue } from '../api/conditions';
import {
  controllerReference,
  controls,
  simulatedLabels,
  nodeName,
} from './simulation-metadata';
import { parseTime } from '../api/time';

/** The pods of a workload that are not being deleted. */
export function podsOf(cluster: Cluster, owner: KubeObject): KubeObject[] {
  return cluster
    .dependents(owner, kinds.pod)
    .filter(pod => controls(owner, pod) && !pod.metadata.deletionTimestamp);
}

/** Whether a pod has not finished. */
export function isActive(pod: KubeObject): boolean {
  const { phase } = statusOf(pod);
  return phase !== 'Succeeded' && phase !== 'Failed';
}

/** Whether a pod is ready. */
export function isReady(pod: KubeObject): boolean {
  return isTrue(statusOf(pod), 'Ready');
}

/**
 * Milliseconds until a pod is available. 0 if it is available already, undefined if it is not ready.
 */
export function msUntilAvailable(
  pod: KubeObject,
  minReadySeconds: number,
  now: number,
): number | undefined {
  if (!isReady(pod)) return undefined;
  const since = parseTime(
    conditionOf(statusOf(pod), 'Ready')?.lastTransitionTime,
  );
  return Math.max(0, (since ?? now) + minReadySeconds * 1000 - now);
}

/** Creates a pod from the template of a workload. */
export function createPod(
  cluster: Cluster,
  owner: KubeObject,
  identity: { name: string } | { generateName: string },
  labels: Record<string, string> = {},
  extraSpec: Record<string, unknown> = {},
): KubeObject {
  const template = objectAt(specOf(owner), 'template');
  const metadata = objectAt(template, 'metadata');
  return cluster.create({
    ...kinds.pod,
    metadata: {
      ...identity,
      namespace: owner.metadata.namespace,
      labels: {
        ...stringMap(metadata, 'labels'),
        ...labels,
        ...simulatedLabels,
      },
      annotations: stringMap(metadata, 'annotations'),
      ownerReferences: [controllerReference(owner)],
    },
    spec: { ...objectAt(template, 'spec'), nodeName, ...extraSpec },
  });
}

/** The string values of a map, such as labels. */
export function stringMap(
  value: JsonObject,
  key: string,
): Record<string, string> {
  const map = objectAt(value, key);
  const result: Record<string, string> = {};
  for (const name of Object.keys(map)) {
    const text = stringAt(map, name);
    if (text !== undefined) result[name] = text;
  }
  return result;
}
