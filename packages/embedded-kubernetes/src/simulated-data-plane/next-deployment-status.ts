import {
  isObject,
  JsonObject,
  JsonValue,
  numberAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../api/types';
import { specOf, statusOf } from './cluster';
import { conditionOf, withConditions } from '../api/conditions';
import { rolloutLimits } from './rollout';
import { parseTime, formatTime } from '../api/time';

/** What a Deployment's status is to say. */
export function nextDeploymentStatus(
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
  const progress = nextProgress(
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
      conditions: withUpdateTimes(
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

function nextProgress(
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
  const since = parseTime(stringAt(old, 'lastUpdateTime')) ?? now;
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
function withUpdateTimes(
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
    return { ...condition, lastUpdateTime: since ?? formatTime(now) };
  });
}

function nonZero(counts: Record<string, number>): JsonObject {
  return Object.fromEntries(
    Object.entries(counts).filter(([, value]) => value > 0),
  );
}
