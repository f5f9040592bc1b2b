import { JsonObject, numberAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, specOf, statusOf } from './cluster';
import { ConditionState, isTrue, withConditions } from '../api/conditions';
import { ReconcileContext, Controller, Result } from './controller';
import { recordEvent } from './events';
import { createPod, isActive, isReady, podsOf } from './pods';
import { parseTime, formatTime } from '../api/time';

/** Milliseconds until a failed pod is retried. */
const retryDelayMs = 10_000;

/** Simulates the Job controller: creates pods until enough have succeeded. */
export class JobController implements Controller {
  readonly kind = kinds.job;

  reconcile(
    job: KubeObject,
    { cluster, settings }: ReconcileContext,
  ): Result | void {
    if (isDone(job)) return deleteAfterTtl(cluster, job);
    const now = cluster.now();
    const pods = podsOf(cluster, job);
    const active = pods.filter(isActive);
    const succeeded = pods.filter(pod => statusOf(pod).phase === 'Succeeded');
    const failures = failuresOf(pods);
    const condition = finalCondition(job, succeeded.length, failures, now);
    if (condition) {
      for (const pod of active) cluster.delete(pod);
      finish(cluster, job, condition, succeeded.length, failures, now);
      return { requeueAfter: 0 };
    }
    if (specOf(job).suspend === true) {
      for (const pod of active) cluster.delete(pod);
      cluster.updateStatus(job, suspendedStatus(job, now));
      return undefined;
    }
    const missing = missingPods(job, active.length, succeeded.length);
    const retryAt =
      latestFailure(pods) + Math.min(retryDelayMs, settings.readyDelay * 10);
    if (missing > 0 && (failures === 0 || now >= retryAt)) {
      for (let count = 0; count < missing; count++) startPod(cluster, job);
    }
    const left = podsOf(cluster, job).filter(isActive);
    cluster.updateStatus(
      job,
      runningStatus(job, left, succeeded.length, failures, now),
    );
    return requeueAtEarliest([
      missing > 0 && failures > 0 ? retryAt - now : undefined,
      deadlineOf(job, now),
    ]);
  }
}

function isDone(job: KubeObject): boolean {
  const status = statusOf(job);
  return isTrue(status, 'Complete') || isTrue(status, 'Failed');
}

/** The condition of a finished Job. */
interface FinalCondition {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

function finalCondition(
  job: KubeObject,
  succeeded: number,
  failures: number,
  now: number,
): FinalCondition | undefined {
  const spec = specOf(job);
  const completions = numberAt(spec, 'completions') ?? 1;
  if (succeeded >= completions) {
    return {
      type: 'Complete',
      reason: 'CompletionsReached',
      message: 'Reached expected number of succeeded pods',
    };
  }
  if (failures > (numberAt(spec, 'backoffLimit') ?? 6)) {
    return {
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  }
  const left = deadlineOf(job, now);
  return left !== undefined && left <= 0
    ? {
        type: 'Failed',
        reason: 'DeadlineExceeded',
        message: 'Job was active longer than specified deadline',
      }
    : undefined;
}

function finish(
  cluster: Cluster,
  job: KubeObject,
  { type, reason, message }: FinalCondition,
  succeeded: number,
  failed: number,
  now: number,
) {
  const isSucceeded = type === 'Complete';
  const states: ConditionState[] = [
    {
      type: isSucceeded ? 'SuccessCriteriaMet' : 'FailureTarget',
      status: 'True',
      reason,
      message,
    },
    { type, status: 'True', reason, message },
  ];
  const before = statusOf(job);
  cluster.updateStatus(job, {
    conditions: withConditions(before.conditions, states, now).map(condition =>
      withProbeTime(condition, now),
    ),
    startTime: stringAt(before, 'startTime') ?? formatTime(now),
    ...(isSucceeded && { completionTime: formatTime(now) }),
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    terminating: 0,
    ready: 0,
  });
  recordEvent(
    cluster,
    job,
    isSucceeded ? 'Normal' : 'Warning',
    isSucceeded ? 'Completed' : reason,
    isSucceeded ? 'Job completed' : message,
  );
}

function runningStatus(
  job: KubeObject,
  active: readonly KubeObject[],
  succeeded: number,
  failed: number,
  now: number,
): JsonObject {
  const before = statusOf(job);
  return {
    ...(before.conditions !== undefined && { conditions: before.conditions }),
    startTime: stringAt(before, 'startTime') ?? formatTime(now),
    ...(active.length > 0 && { active: active.length }),
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    terminating: 0,
    ready: active.filter(isReady).length,
  };
}

function suspendedStatus(job: KubeObject, now: number): JsonObject {
  const before = statusOf(job);
  return {
    ...before,
    active: 0,
    conditions: withConditions(
      before.conditions,
      [
        {
          type: 'Suspended',
          status: 'True',
          reason: 'JobSuspended',
          message: 'Job suspended',
        },
      ],
      now,
    ),
  };
}

function missingPods(
  job: KubeObject,
  active: number,
  succeeded: number,
): number {
  const spec = specOf(job);
  const parallelism = numberAt(spec, 'parallelism') ?? 1;
  const completions = numberAt(spec, 'completions') ?? parallelism;
  const desired = Math.min(parallelism, completions - succeeded);
  return Math.max(0, desired - active);
}

function startPod(cluster: Cluster, job: KubeObject) {
  const uid = job.metadata.uid ?? '';
  const name = nameOf(job);
  const pod = createPod(
    cluster,
    job,
    { generateName: `${name.slice(0, 57)}-` },
    {
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': name.slice(0, 63),
      'controller-uid': uid,
      'job-name': name.slice(0, 63),
    },
  );
  recordEvent(
    cluster,
    job,
    'Normal',
    'SuccessfulCreate',
    `Created pod: ${nameOf(pod)}`,
  );
}

/** The number of failed pods and of container restarts. */
function failuresOf(pods: readonly KubeObject[]): number {
  return pods.reduce((sum, pod) => {
    const { phase, containerStatuses } = statusOf(pod);
    const [first] = Array.isArray(containerStatuses) ? containerStatuses : [];
    const restarts = numberAt(first, 'restartCount') ?? 0;
    return sum + restarts + (phase === 'Failed' ? 1 : 0);
  }, 0);
}

function latestFailure(pods: readonly KubeObject[]): number {
  return Math.max(
    0,
    ...pods
      .filter(pod => statusOf(pod).phase === 'Failed')
      .map(pod => parseTime(statusOf(pod).startTime) ?? 0),
  );
}

/** Milliseconds until the active deadline of a Job. */
function deadlineOf(job: KubeObject, now: number): number | undefined {
  const seconds = numberAt(specOf(job), 'activeDeadlineSeconds');
  const started = parseTime(statusOf(job).startTime);
  if (seconds === undefined || started === undefined) return undefined;
  return started + seconds * 1000 - now;
}

function deleteAfterTtl(cluster: Cluster, job: KubeObject): Result | void {
  const seconds = numberAt(specOf(job), 'ttlSecondsAfterFinished');
  if (seconds === undefined) return undefined;
  const status = statusOf(job);
  const conditions = Array.isArray(status.conditions) ? status.conditions : [];
  const end = Math.max(
    0,
    ...conditions.map(
      item => parseTime(stringAt(item, 'lastTransitionTime')) ?? 0,
    ),
  );
  const left = end + seconds * 1000 - cluster.now();
  if (left > 0) return { requeueAfter: left };
  cluster.delete(job);
  return undefined;
}

function withProbeTime(condition: JsonObject[string], now: number) {
  const time = formatTime(now);
  return { lastProbeTime: time, ...Object(condition) };
}

function requeueAtEarliest(waits: (number | undefined)[]): Result | void {
  const known = waits.filter(wait => wait !== undefined);
  return known.length > 0
    ? { requeueAfter: Math.max(0, Math.min(...known)) }
    : undefined;
}
