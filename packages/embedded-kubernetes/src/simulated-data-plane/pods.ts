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

/** The pods that a workload controls and that are not going away. */
export function podsOf(cluster: Cluster, owner: KubeObject): KubeObject[] {
  return cluster
    .dependents(owner, kinds.pod)
    .filter(pod => controls(owner, pod) && !pod.metadata.deletionTimestamp);
}

/** True while a pod can still serve or work. */
export function isActive(pod: KubeObject): boolean {
  const { phase } = statusOf(pod);
  return phase !== 'Succeeded' && phase !== 'Failed';
}

/** True for a pod that takes requests. */
export function isReady(pod: KubeObject): boolean {
  return isTrue(statusOf(pod), 'Ready');
}

/**
 * Milliseconds until a pod counts as available; 0 where it does, undefined
 * where it is not even ready.
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

/** Makes a pod of a workload after its template. */
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

/** The texts of a map, such as labels. */
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
