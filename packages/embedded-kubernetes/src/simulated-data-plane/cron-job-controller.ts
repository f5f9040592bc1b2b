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
  timeOf,
  timestamp,
} from './cluster';
import { isTrue } from '../api/conditions';
import { Context, Controller, Outcome } from './controller';
import { recordEvent } from './events';
import { controlledBy, controls, madeBy } from './simulation-metadata';
import { latestRun, nextRun } from './next-run';
import { texts } from './pods';

const scheduledAt = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** Timers do not count further than this. */
const longestWait = 86_400_000;

/** Plays the CronJob controller: a Job whenever one is due. */
export class CronJobController implements Controller {
  readonly kind = kinds.cronJob;

  reconcile(cronJob: KubeObject, { cluster }: Context): Outcome | void {
    const jobs = cluster
      .dependents(cronJob, kinds.job)
      .filter(job => controls(cronJob, job));
    forgetOld(cluster, cronJob, jobs);
    const spec = specOf(cronJob);
    const now = cluster.now();
    const active = jobs.filter(job => !isFinished(job));
    let scheduled = timeOf(statusOf(cronJob).lastScheduleTime);
    let outcome: Outcome | undefined;
    if (spec.suspend !== true) {
      const due = dueRun(cronJob, now);
      if (due !== undefined && mayStart(cluster, cronJob, active, due, now)) {
        const job = createJob(cluster, cronJob, due);
        if (job) active.push(job);
        scheduled = due;
      }
      const schedule = parseCron(stringAt(spec, 'schedule') ?? '');
      const next = nextRun(schedule, now, stringAt(spec, 'timeZone'));
      if (next !== undefined) {
        outcome = { again: Math.min(longestWait, next - now) };
      }
    }
    cluster.updateStatus(
      cronJob,
      statusAfter(cronJob, jobs, active, scheduled),
    );
    return outcome;
  }
}

/** The latest run that has not been started and is not too late. */
function dueRun(cronJob: KubeObject, now: number): number | undefined {
  const spec = specOf(cronJob);
  const created = timeOf(cronJob.metadata.creationTimestamp) ?? now;
  const last = timeOf(statusOf(cronJob).lastScheduleTime) ?? created;
  const deadline = numberAt(spec, 'startingDeadlineSeconds');
  const since =
    deadline === undefined ? last : Math.max(last, now - deadline * 1000);
  const schedule = parseCron(stringAt(spec, 'schedule') ?? '');
  return latestRun(schedule, since, now, stringAt(spec, 'timeZone'));
}

function mayStart(
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
      labels: { ...texts(metadata, 'labels'), ...madeBy },
      annotations: {
        ...texts(metadata, 'annotations'),
        [scheduledAt]: timestamp(due),
      },
      ownerReferences: [controlledBy(cronJob)],
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

function statusAfter(
  cronJob: KubeObject,
  jobs: readonly KubeObject[],
  active: readonly KubeObject[],
  scheduled: number | undefined,
): JsonObject {
  const successes = jobs
    .map(job => timeOf(statusOf(job).completionTime))
    .filter(time => time !== undefined);
  const last = Math.max(
    timeOf(statusOf(cronJob).lastSuccessfulTime) ?? 0,
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
    ...(scheduled !== undefined && { lastScheduleTime: timestamp(scheduled) }),
    ...(last > 0 && { lastSuccessfulTime: timestamp(last) }),
  };
}

function isFinished(job: KubeObject): boolean {
  const status = statusOf(job);
  return isTrue(status, 'Complete') || isTrue(status, 'Failed');
}

/** Deletes finished Jobs beyond those that are to be remembered. */
function forgetOld(
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
  const forget = (type: string, limit: number) => {
    const finished = oldestFirst.filter(job => isTrue(statusOf(job), type));
    for (const job of finished.slice(0, Math.max(0, finished.length - limit))) {
      cluster.delete(job);
    }
  };
  forget('Complete', numberAt(spec, 'successfulJobsHistoryLimit') ?? 3);
  forget('Failed', numberAt(spec, 'failedJobsHistoryLimit') ?? 1);
}
