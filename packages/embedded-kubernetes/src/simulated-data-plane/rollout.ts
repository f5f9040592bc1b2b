import { createHash } from 'node:crypto';
import {
  isObject,
  JsonValue,
  member,
  numberAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../api/types';
import { specOf } from './cluster';

/** The label with the hash of the pod template. */
export const hashLabel = 'pod-template-hash';
/** The annotation with the revision number of a Deployment. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** The alphabet of hashes in Kubernetes, without vowels. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** The hash of a pod template. */
export function templateHash(template: JsonValue): string {
  const digest = createHash('sha256').update(canonical(template)).digest();
  return [...digest.subarray(0, 10)]
    .map(byte => letters[byte % letters.length])
    .join('');
}

/** The limits of a rolling update, in pods. */
export interface RolloutLimits {
  maxSurge: number;
  maxUnavailable: number;
}

/** Resolves the rolling update limits of a Deployment. */
export function rolloutLimits(deployment: KubeObject): RolloutLimits {
  const spec = specOf(deployment);
  const replicas = numberAt(spec, 'replicas') ?? 1;
  if (isRecreate(deployment)) return { maxSurge: 0, maxUnavailable: replicas };
  const rolling = objectAt(objectAt(spec, 'strategy'), 'rollingUpdate');
  const maxSurge = resolve(rolling.maxSurge, replicas, Math.ceil);
  const maxUnavailable = resolve(rolling.maxUnavailable, replicas, Math.floor);
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

/** Whether the strategy of a Deployment is Recreate. */
export function isRecreate(deployment: KubeObject): boolean {
  return (
    stringAt(objectAt(specOf(deployment), 'strategy'), 'type') === 'Recreate'
  );
}

/** The pod counts of a ReplicaSet. */
export interface ReplicaSetSize {
  /** `spec.replicas`. */
  desired: number;
  /** `status.replicas`. */
  actual: number;
  available: number;
}

/**
 * Computes the next `spec.replicas` of each ReplicaSet in a rollout.
 *
 * @param olds the old ReplicaSets, oldest first
 */
export function nextReplicaCounts(
  replicas: number,
  limits: RolloutLimits,
  recreate: boolean,
  current: ReplicaSetSize,
  olds: readonly ReplicaSetSize[],
): { current: number; olds: number[] } {
  const oldPods = olds.reduce((sum, old) => sum + old.actual, 0);
  if (recreate) {
    const noOldPods = oldPods === 0 && olds.every(old => old.desired === 0);
    return {
      current: noOldPods ? replicas : current.desired,
      olds: olds.map(() => 0),
    };
  }
  const oldDesired = olds.reduce((sum, old) => sum + old.desired, 0);
  const total = current.desired + oldDesired;
  const room = Math.max(0, replicas + limits.maxSurge - total);
  const size =
    current.desired >= replicas
      ? replicas
      : Math.min(replicas, current.desired + room);

  const leastAvailable = replicas - limits.maxUnavailable;
  const available =
    current.available + olds.reduce((sum, old) => sum + old.available, 0);
  const newUnavailable = Math.max(0, current.desired - current.available);
  let spare = Math.max(0, total - leastAvailable - newUnavailable);
  const sizes = olds.map(old => {
    // Unavailable pods are removed first.
    const broken = Math.max(0, old.desired - old.available);
    const drop = Math.min(broken, spare);
    spare -= drop;
    return old.desired - drop;
  });
  let healthy = Math.min(spare, Math.max(0, available - leastAvailable));
  return {
    current: size,
    olds: sizes.map(desired => {
      const drop = Math.min(desired, healthy);
      healthy -= drop;
      return desired - drop;
    }),
  };
}

function resolve(
  value: JsonValue | undefined,
  replicas: number,
  round: (value: number) => number,
): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  return round((Number.parseInt(value, 10) / 100) * replicas);
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map(
      key => `${JSON.stringify(key)}:${canonical(member(value, key) ?? null)}`,
    );
  return `{${members.join(',')}}`;
}
