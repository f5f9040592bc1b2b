import { createHash } from 'node:crypto';
import {
  isObject,
  JsonObject,
  JsonValue,
  member,
  numberAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../types';
import { specOf, statusOf, timeOf, timestamp } from './cluster';
import { conditionOf, withConditions } from './conditions';

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
export interface Generation {
  /** Pods it is asked for. */
  wanted: number;
  /** Pods it has. */
  present: number;
  available: number;
}

/**
 * How many pods each ReplicaSet is to have next.
 *
 * @param olds the old ones, oldest first
 * @returns the new one's number, then those of the old ones
 */
export function nextSizes(
  replicas: number,
  limits: RolloutLimits,
  recreate: boolean,
  current: Generation,
  olds: readonly Generation[],
): { current: number; olds: number[] } {
  const oldPods = olds.reduce((sum, old) => sum + old.present, 0);
  if (recreate) {
    const isClear = oldPods === 0 && olds.every(old => old.wanted === 0);
    return {
      current: isClear ? replicas : current.wanted,
      olds: olds.map(() => 0),
    };
  }
  const oldWanted = olds.reduce((sum, old) => sum + old.wanted, 0);
  const total = current.wanted + oldWanted;
  const room = Math.max(0, replicas + limits.maxSurge - total);
  const size =
    current.wanted >= replicas
      ? replicas
      : Math.min(replicas, current.wanted + room);

  const leastAvailable = replicas - limits.maxUnavailable;
  const available =
    current.available + olds.reduce((sum, old) => sum + old.available, 0);
  const newUnavailable = Math.max(0, current.wanted - current.available);
  let spare = Math.max(0, total - leastAvailable - newUnavailable);
  const sizes = olds.map(old => {
    // Pods that do not work anyway go first.
    const broken = Math.max(0, old.wanted - old.available);
    const drop = Math.min(broken, spare);
    spare -= drop;
    return old.wanted - drop;
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

/** What a Deployment's status is to say. */
export function deploymentStatus(
  deployment: KubeObject,
  current: KubeObject | undefined,
  olds: readonly KubeObject[],
  created: boolean,
  now: number,
): { status: JsonObject; again: number | undefined } {
  const spec = specOf(deployment);
  const before = statusOf(deployment);
  const wanted = numberAt(spec, 'replicas') ?? 1;
  const all = current ? [current, ...olds] : [...olds];
  const sum = (sets: readonly KubeObject[], field: string) =>
    sets.reduce(
      (total, set) => total + (numberAt(statusOf(set), field) ?? 0),
      0,
    );
  const replicas = sum(all, 'replicas');
  const updated = current ? sum([current], 'replicas') : 0;
  const ready = sum(all, 'readyReplicas');
  const available = sum(all, 'availableReplicas');
  const asked = all.reduce(
    (total, set) => total + (numberAt(specOf(set), 'replicas') ?? 0),
    0,
  );
  const unavailable = Math.max(0, asked - available);
  const counts: JsonObject = {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...nonZero({
      replicas,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: available,
      unavailableReplicas: unavailable,
    }),
  };
  const { maxUnavailable } = rolloutLimits(deployment);
  const isAvailable = available >= wanted - maxUnavailable;
  const conditions = withConditions(
    before.conditions,
    [
      isAvailable
        ? {
            type: 'Available',
            status: 'True',
            reason: 'MinimumReplicasAvailable',
            message: 'Deployment has minimum availability.',
          }
        : {
            type: 'Available',
            status: 'False',
            reason: 'MinimumReplicasUnavailable',
            message: 'Deployment does not have minimum availability.',
          },
    ],
    now,
  );
  const progress = progressing(
    deployment,
    current,
    counts,
    created,
    wanted,
    now,
  );
  return {
    status: {
      ...counts,
      conditions: touch(
        withConditions(conditions, [progress.state], now),
        before.conditions,
        progress.moved,
        now,
      ),
    },
    again: progress.again,
  };
}

interface Progress {
  state: {
    type: 'Progressing';
    status: 'True' | 'False' | 'Unknown';
    reason: string;
    message: string;
  };
  /** Whether something moved, which starts the deadline anew. */
  moved: boolean;
  again: number | undefined;
}

function progressing(
  deployment: KubeObject,
  current: KubeObject | undefined,
  counts: JsonObject,
  created: boolean,
  wanted: number,
  now: number,
): Progress {
  const before = statusOf(deployment);
  const old = conditionOf(before, 'Progressing');
  const name = current?.metadata.name ?? '';
  const say = (
    status: Progress['state']['status'],
    reason: string,
    message: string,
    moved: boolean,
    again?: number,
  ): Progress => ({
    state: { type: 'Progressing', status, reason, message },
    moved,
    again,
  });
  if (specOf(deployment).paused === true) {
    return say('Unknown', 'DeploymentPaused', 'Deployment is paused', false);
  }
  const count = (field: string) => numberAt(counts, field) ?? 0;
  const isComplete =
    current !== undefined &&
    count('updatedReplicas') === wanted &&
    count('replicas') === wanted &&
    count('availableReplicas') === wanted;
  const reason = stringAt(old, 'reason');
  if (isComplete) {
    return say(
      'True',
      'NewReplicaSetAvailable',
      `ReplicaSet "${name}" has successfully progressed.`,
      reason !== 'NewReplicaSetAvailable',
    );
  }
  if (created) {
    return say(
      'True',
      'NewReplicaSetCreated',
      `Created new replica set "${name}"`,
      true,
      deadline(deployment),
    );
  }
  const isDone =
    reason === 'NewReplicaSetAvailable' &&
    count('replicas') === count('updatedReplicas');
  if (isDone && old) {
    // A rollout that was complete stays so, whatever becomes of its pods.
    return say(
      'True',
      'NewReplicaSetAvailable',
      stringAt(old, 'message') ?? '',
      false,
    );
  }
  const moved = ['updatedReplicas', 'readyReplicas', 'availableReplicas'].some(
    field => count(field) > (numberAt(before, field) ?? 0),
  );
  const limit = deadline(deployment);
  const since = timeOf(stringAt(old, 'lastUpdateTime')) ?? now;
  const left = limit === undefined ? undefined : since + limit - now;
  const isLate =
    reason === 'ProgressDeadlineExceeded' ||
    (reason !== undefined && left !== undefined && left <= 0);
  if (!moved && isLate) {
    return say(
      'False',
      'ProgressDeadlineExceeded',
      `ReplicaSet "${name}" has timed out progressing.`,
      false,
    );
  }
  return say(
    'True',
    'ReplicaSetUpdated',
    `ReplicaSet "${name}" is progressing.`,
    moved || reason !== 'ReplicaSetUpdated',
    moved ? limit : left,
  );
}

function deadline(deployment: KubeObject): number | undefined {
  const seconds = numberAt(specOf(deployment), 'progressDeadlineSeconds');
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Notes when each condition was last confirmed by something that happened. */
function touch(
  conditions: JsonValue[],
  before: JsonValue | undefined,
  moved: boolean,
  now: number,
): JsonValue[] {
  const olds = { conditions: before ?? [] };
  return conditions.map(condition => {
    if (!isObject(condition)) return condition;
    const type = stringAt(condition, 'type') ?? '';
    const old = conditionOf(olds, type);
    const isSame =
      stringAt(old, 'status') === condition.status &&
      stringAt(old, 'reason') === condition.reason;
    const isMoved = type === 'Progressing' && moved;
    const since =
      isSame && !isMoved ? stringAt(old, 'lastUpdateTime') : undefined;
    return { ...condition, lastUpdateTime: since ?? timestamp(now) };
  });
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

function nonZero(counts: Record<string, number>): JsonObject {
  return Object.fromEntries(
    Object.entries(counts).filter(([, value]) => value > 0),
  );
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
