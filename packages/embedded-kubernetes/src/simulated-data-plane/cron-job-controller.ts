import { parseCron } from '../schema/built-in/cron-expression';
import {
  JsonObject,
  JsonValue,
  numberAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../api/types';
import {
  Cluster,
  kinds,
  nameOf,
  namespaceOf,
  specOf,
  statusOf,
} from './cluster';
import { isTrue } from '../api/conditions';
import { ReconcileContext, Controller, Result } from './controller';
import { recordEvent } from './events';
import {
  controllerReference,
  controls,
  simulatedLabels,
} from './simulation-metadata';
import { latestRun, nextRun } from './next-run';
import { stringMap } from './pods';
import { parseTime, formatTime } from '../api/time';

const scheduledAt = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** The maximum delay of a requeue. */
const maxRequeueMs = 86_400_000;

/** Simulates the CronJob controller: creates a Job at each scheduled time. */
export class CronJobController implements Controller {
  readonly kind = kinds.cronJob;

  reconcile(cronJob: KubeObject, { cluster }: ReconcileContext): Result | void {
    const jobs = cluster
      .dependents(cronJob, kinds.job)
      .filter(job => controls(cronJob, job));
    deleteOldJobs(cluster, cronJob, jobs);
    const spec = specOf(cronJob);
    const now = cluster.now();
    const active = jobs.filter(job => !isFinished(job));
    let scheduled = parseTime(statusOf(cronJob).lastScheduleTime);
    let outcome: Result | undefined;
    if (spec.suspend !== true) {
      const due = dueRun(cronJob, now);
      if (due !== undefined && canStart(cluster, cronJob, active, due, now)) {
        const job = createJob(cluster, cronJob, due);
        if (job) active.push(job);
        scheduled = due;
      }
      const schedule = parseCron(stringAt(spec, 'schedule') ?? '');
      const next = nextRun(schedule, now, stringAt(spec, 'timeZone'));
      if (next !== undefined) {
        outcome = { requeueAfter: Math.min(maxRequeueMs, next - now) };
      }
    }
    cluster.updateStatus(cronJob, nextStatus(cronJob, jobs, active, scheduled));
    return outcome;
  }
}

/** The latest scheduled time that has not started and is within the deadline. */
function dueRun(cronJob: KubeObject, now: number): number | undefined {
  const spec = specOf(cronJob);
  const created = parseTime(cronJob.metadata.creationTimestamp) ?? now;
  const last = parseTime(statusOf(cronJob).lastScheduleTime) ?? created;
  const deadline = numberAt(spec, 'startingDeadlineSeconds');
  const since =
    deadline === undefined ? last : Math.max(last, now - deadline * 1000);
  const schedule = parseCron(stringAt(spec, 'schedule') ?? '');
  return latestRun(schedule, since, now, stringAt(spec, 'timeZone'));
}

function canStart(
  cluster: Cluster,
  cronJob: KubeObject,
  active: KubeObject[],
  due: number,
  now: number,
): boolean {
  const policy = stringAt(specOf(cronJob), 'concurrencyPolicy');
  if (active.length === 0 || policy === 'Allow') return due <= now;
  if (policy === 'Forbid') {
    recordEvent(
      cluster,
      cronJob,
      'Normal',
      'JobAlreadyActive',
      'Not starting job because prior execution is running and concurrency policy is Forbid',
    );
    return false;
  }
  for (const job of active.splice(0)) cluster.delete(job);
  return true;
}

function createJob(
  cluster: Cluster,
  cronJob: KubeObject,
  due: number,
): KubeObject | undefined {
  const name = `${nameOf(cronJob)}-${Math.floor(due / 60_000)}`;
  if (cluster.get(kinds.job, namespaceOf(cronJob), name)) return undefined;
  const template = objectAt(specOf(cronJob), 'jobTemplate');
  const metadata = objectAt(template, 'metadata');
  const job = cluster.create({
    ...kinds.job,
    metadata: {
      name,
      namespace: cronJob.metadata.namespace,
      labels: { ...stringMap(metadata, 'labels'), ...simulatedLabels },
      annotations: {
        ...stringMap(metadata, 'annotations'),
        [scheduledAt]: formatTime(due),
      },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec: objectAt(template, 'spec'),
  });
  recordEvent(
    cluster,
    cronJob,
    'Normal',
    'SuccessfulCreate',
    `Created job ${name}`,
  );
  return job;
}

function nextStatus(
  cronJob: KubeObject,
  jobs: readonly KubeObject[],
  active: readonly KubeObject[],
  scheduled: number | undefined,
): JsonObject {
  const successes = jobs
    .map(job => parseTime(statusOf(job).completionTime))
    .filter(time => time !== undefined);
  const last = Math.max(
    parseTime(statusOf(cronJob).lastSuccessfulTime) ?? 0,
    ...successes,
  );
  const references: JsonValue[] = active.map(job => ({
    ...kinds.job,
    name: nameOf(job),
    namespace: namespaceOf(job),
    uid: job.metadata.uid ?? '',
    resourceVersion: job.metadata.resourceVersion ?? '',
  }));
  return {
    ...(references.length > 0 && { active: references }),
    ...(scheduled !== undefined && { lastScheduleTime: formatTime(scheduled) }),
    ...(last > 0 && { lastSuccessfulTime: formatTime(last) }),
  };
}

function isFinished(job: KubeObject): boolean {
  const status = statusOf(job);
  return isTrue(status, 'Complete') || isTrue(status, 'Failed');
}

/** Deletes finished Jobs beyond the history limits. */
function deleteOldJobs(
  cluster: Cluster,
  cronJob: KubeObject,
  jobs: readonly KubeObject[],
) {
  const spec = specOf(cronJob);
  const oldestFirst = [...jobs].sort((a, b) =>
    (a.metadata.creationTimestamp ?? '').localeCompare(
      b.metadata.creationTimestamp ?? '',
    ),
  );
  const deleteOldest = (type: string, limit: number) => {
    const finished = oldestFirst.filter(job => isTrue(statusOf(job), type));
    for (const job of finished.slice(0, Math.max(0, finished.length - limit))) {
      cluster.delete(job);
    }
  };
  deleteOldest('Complete', numberAt(spec, 'successfulJobsHistoryLimit') ?? 3);
  deleteOldest('Failed', numberAt(spec, 'failedJobsHistoryLimit') ?? 1);
}
