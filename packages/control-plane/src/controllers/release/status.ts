import {
  getCondition,
  isUnhealthy,
  type ConditionInput,
  type HealthStatus,
  type PodTrouble,
  type Release,
  type ReleaseResourceStatus,
} from '@promenade/openchoreo-model';
import type { KubeObject } from '@promenade/kube-client';
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, jsonAt } from '../../runtime/json';
import { debounceMs } from '../../runtime/status-debounce';
import { toTimestamp, withConditions } from '../../runtime/conditions';
import type { ApplyResult, Failure } from '../../dataplane/apply/apply-result';
import { healthOf } from '../../dataplane/health/health-of';
import { replicaFailure } from '../../dataplane/pods/replica-failure';
import type { CleanupReason } from './clean-up';
import { objectState } from '../../core/release-state';
import { groupOf, versionOf } from '../../dataplane/apply/object-id';

const kindsWithPods = new Set(['Deployment', 'StatefulSet', 'Job', 'CronJob']);

export type ReleaseStatus = NonNullable<Release['status']>;

/** What a reconcile of a Release found on the data plane. */
export interface Observation {
  readonly objects: readonly ApplyResult[];
  readonly failures: readonly Failure[];
  /** Returns why pods of a workload do not run, if known. */
  readonly podTrouble: (workload: KubeObject) => PodTrouble | undefined;
  /** Hash of the desired objects, see `releaseHash`. */
  readonly hash: string;
}

/** Returns the status of a Release after its objects were applied. */
export function observedStatus(
  release: Release,
  { objects, failures, hash, podTrouble }: Observation,
  now: Date,
): ReleaseStatus {
  const before = release.status?.resources ?? [];
  const resources = objects.map(object =>
    resourceStatus(
      object,
      before.find(entry => isOf(entry, object)),
      podTrouble,
      now,
    ),
  );
  const healthy = resources.filter(
    each => objectState(each) === 'Healthy',
  ).length;
  const conditions = [
    appliedCondition(objects.length, failures),
    readyCondition(resources, failures),
  ];
  return {
    ...withConditions(release, conditions, now),
    resources,
    summary: { objects: resources.length, healthy },
    appliedHash: failures.length === 0 ? hash : undefined,
  };
}

/** Returns the status of a Release whose data plane cannot be reached. The last known state of its objects is kept. */
export function unobservedStatus(
  release: Release,
  reason: string,
  message: string,
  now: Date,
): ReleaseStatus {
  return withConditions(
    release,
    [
      { type: 'Applied', status: 'False', reason, message },
      { type: 'Ready', status: 'Unknown', reason, message },
    ],
    now,
  );
}

/** Returns the status of a Release that is being deleted. */
export function finalizingStatus(
  release: Release,
  reason: CleanupReason,
  message: string,
  now: Date,
): ReleaseStatus {
  return withConditions(
    release,
    [{ type: 'Finalizing', status: 'True', reason, message }],
    now,
  );
}

/** Whether an entry of the status is about an object. Ids are not unique. */
function isOf(
  entry: ReleaseResourceStatus,
  { desired: { id, key } }: ApplyResult,
): boolean {
  return entry.id === id && entry.kind === key.kind && entry.name === key.name;
}

function resourceStatus(
  { desired: { id, key }, live }: ApplyResult,
  before: ReleaseResourceStatus | undefined,
  podTrouble: Observation['podTrouble'],
  now: Date,
): ReleaseResourceStatus {
  const healthStatus: HealthStatus = healthOf(live);
  const found = jsonAt(live, 'status');
  const status = isJsonObject(found) ? { ...found } : undefined;
  const trouble =
    live &&
    kindsWithPods.has(key.kind) &&
    isUnhealthy({ kind: key.kind, healthStatus })
      ? podTrouble(live) ?? replicaFailure(live)
      : undefined;
  const unchanged =
    before?.healthStatus === healthStatus &&
    isDeepStrictEqual(before.status, status) &&
    isDeepStrictEqual(before.trouble, trouble);
  const lastObservedTime = unchanged
    ? before.lastObservedTime
    : live && toTimestamp(now);
  return {
    id,
    group: groupOf(key.apiVersion),
    version: versionOf(key.apiVersion),
    kind: key.kind,
    name: key.name,
    namespace: key.namespace,
    status,
    healthStatus,
    trouble,
    lastObservedTime,
  };
}

function appliedCondition(
  total: number,
  failures: readonly Failure[],
): Omit<ConditionInput, 'observedGeneration'> {
  return failures.length === 0
    ? {
        type: 'Applied',
        status: 'True',
        reason: 'Applied',
        message: `All ${total} objects are applied`,
      }
    : {
        type: 'Applied',
        status: 'False',
        reason: 'ApplyFailed',
        message: failures.map(({ message }) => message).join('; '),
      };
}

function readyCondition(
  resources: readonly ReleaseResourceStatus[],
  failures: readonly Failure[],
): Omit<ConditionInput, 'observedGeneration'> {
  const unready = (reason: string, message: string) =>
    ({ type: 'Ready', status: 'False', reason, message } as const);
  if (failures.length > 0) {
    return unready('ApplyFailed', 'Not all objects are applied');
  }
  for (const reason of ['Degraded', 'Progressing', 'Suspended'] as const) {
    const found = resources.filter(each => objectState(each) === reason);
    if (found.length > 0) {
      const names = found.map(({ kind, name }) => `${kind} ${name}`).join(', ');
      return unready(reason, `${reason}: ${names}`);
    }
  }
  return {
    type: 'Ready',
    status: 'True',
    reason: 'Healthy',
    message: `All ${resources.length} objects are healthy`,
  };
}

/**
 * Returns how long a status may stay unwritten, in milliseconds. The steps of a roll-out may: a restarted process finds what
 * is applied. A final state, or a written status that is no longer true, may not.
 */
export function releaseDebounceMs(
  { metadata, status: written }: Release,
  status: ReleaseStatus,
): number {
  const isSameRollout =
    written?.observedGeneration === metadata.generation &&
    written?.appliedHash !== undefined &&
    written.appliedHash === status.appliedHash &&
    isProgressing(written);
  return debounceMs({
    isTransient: isProgressing(status),
    replacesTransient: isSameRollout || !written?.observedGeneration,
  });
}

function isProgressing({ conditions }: ReleaseStatus): boolean {
  return getCondition(conditions, 'Ready')?.reason === 'Progressing';
}
