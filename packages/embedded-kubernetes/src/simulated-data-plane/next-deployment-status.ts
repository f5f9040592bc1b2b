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

/** Computes the status of a Deployment. `requeueAfter` is in milliseconds. */
export function nextDeploymentStatus(
  deployment: KubeObject,
  current: KubeObject | undefined,
  olds: readonly KubeObject[],
  created: boolean,
  now: number,
): { status: JsonObject; requeueAfter: number | undefined } {
  const spec = specOf(deployment);
  const before = statusOf(deployment);
  const desiredReplicas = numberAt(spec, 'replicas') ?? 1;
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
  const desired = all.reduce(
    (total, set) => total + (numberAt(specOf(set), 'replicas') ?? 0),
    0,
  );
  const unavailable = Math.max(0, desired - available);
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
  const isAvailable = available >= desiredReplicas - maxUnavailable;
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
  const nextState = nextProgress(
    deployment,
    current,
    counts,
    created,
    desiredReplicas,
    now,
  );
  return {
    status: {
      ...counts,
      conditions: withUpdateTimes(
        withConditions(conditions, [nextState.state], now),
        before.conditions,
        nextState.progressed,
        now,
      ),
    },
    requeueAfter: nextState.requeueAfter,
  };
}

interface Progress {
  state: {
    type: 'Progressing';
    status: 'True' | 'False' | 'Unknown';
    reason: string;
    message: string;
  };
  /** Whether the rollout progressed, which restarts the deadline. */
  progressed: boolean;
  requeueAfter: number | undefined;
}

function nextProgress(
  deployment: KubeObject,
  current: KubeObject | undefined,
  counts: JsonObject,
  created: boolean,
  desiredReplicas: number,
  now: number,
): Progress {
  const before = statusOf(deployment);
  const old = conditionOf(before, 'Progressing');
  const name = current?.metadata.name ?? '';
  const progress = (
    status: Progress['state']['status'],
    reason: string,
    message: string,
    progressed: boolean,
    requeueAfter?: number,
  ): Progress => ({
    state: { type: 'Progressing', status, reason, message },
    progressed,
    requeueAfter,
  });
  if (specOf(deployment).paused === true) {
    return progress(
      'Unknown',
      'DeploymentPaused',
      'Deployment is paused',
      false,
    );
  }
  const count = (field: string) => numberAt(counts, field) ?? 0;
  const isComplete =
    current !== undefined &&
    count('updatedReplicas') === desiredReplicas &&
    count('replicas') === desiredReplicas &&
    count('availableReplicas') === desiredReplicas;
  const reason = stringAt(old, 'reason');
  if (isComplete) {
    return progress(
      'True',
      'NewReplicaSetAvailable',
      `ReplicaSet "${name}" has successfully progressed.`,
      reason !== 'NewReplicaSetAvailable',
    );
  }
  if (created) {
    return progress(
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
    // A completed rollout stays complete when its pods fail later.
    return progress(
      'True',
      'NewReplicaSetAvailable',
      stringAt(old, 'message') ?? '',
      false,
    );
  }
  const progressed = [
    'updatedReplicas',
    'readyReplicas',
    'availableReplicas',
  ].some(field => count(field) > (numberAt(before, field) ?? 0));
  const limit = deadline(deployment);
  const since = parseTime(stringAt(old, 'lastUpdateTime')) ?? now;
  const left = limit === undefined ? undefined : since + limit - now;
  const isLate =
    reason === 'ProgressDeadlineExceeded' ||
    (reason !== undefined && left !== undefined && left <= 0);
  if (!progressed && isLate) {
    return progress(
      'False',
      'ProgressDeadlineExceeded',
      `ReplicaSet "${name}" has timed out progressing.`,
      false,
    );
  }
  return progress(
    'True',
    'ReplicaSetUpdated',
    `ReplicaSet "${name}" is progressing.`,
    progressed || reason !== 'ReplicaSetUpdated',
    progressed ? limit : left,
  );
}

function deadline(deployment: KubeObject): number | undefined {
  const seconds = numberAt(specOf(deployment), 'progressDeadlineSeconds');
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Sets `lastUpdateTime` of conditions that changed or progressed. */
function withUpdateTimes(
  conditions: JsonValue[],
  before: JsonValue | undefined,
  progressed: boolean,
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
    const isMoved = type === 'Progressing' && progressed;
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
