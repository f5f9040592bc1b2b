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

/** Label that tells the pods of one revision from those of another. */
export const hashLabel = 'pod-template-hash';
/** Annotation that counts the revisions of a Deployment. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** Letters that make no words. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name for a pod template; the same template has the same one. */
export function templateHash(template: JsonValue): string {
  const digest = createHash('sha256').update(canonical(template)).digest();
  return [...digest.subarray(0, 10)]
    .map(byte => letters[byte % letters.length])
    .join('');
}

/** How many pods a rollout may have too many and too few. */
export interface RolloutLimits {
  maxSurge: number;
  maxUnavailable: number;
}

/** The limits of a Deployment, percentages resolved. */
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

/** True where all old pods have to go before new ones come. */
export function isRecreate(deployment: KubeObject): boolean {
  return (
    stringAt(objectAt(specOf(deployment), 'strategy'), 'type') === 'Recreate'
  );
}

/** One ReplicaSet of a rollout, in numbers. */
export interface ReplicaSetSize {
  /** Pods it is asked for. */
  desired: number;
  /** Pods it has. */
  actual: number;
  available: number;
}

/**
 * How many pods each ReplicaSet is to have next.
 *
 * @param olds the old ones, oldest first
 * @returns the new one's number, then those of the old ones
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
    const isClear = oldPods === 0 && olds.every(old => old.desired === 0);
    return {
      current: isClear ? replicas : current.desired,
      olds: olds.map(() => 0),
    };
  }
  const oldWanted = olds.reduce((sum, old) => sum + old.desired, 0);
  const total = current.desired + oldWanted;
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
    // Pods that do not work anyway go first.
    const broken = Math.max(0, old.desired - old.available);
    const drop = Math.min(broken, spare);
    spare -= drop;
    return old.desired - drop;
  });
  let healthy = Math.min(spare, Math.max(0, available - leastAvailable));
  return {
    current: size,
    olds: sizes.map(wanted => {
      const drop = Math.min(wanted, healthy);
      healthy -= drop;
      return wanted - drop;
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
