import type { Clock, ObjectKey } from '@promenade/kube-client';
import {
  annotations,
  releaseKind,
  scheduledTaskBindingKind,
  type Release,
  type TaskRun,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import type { TaskJobs } from '../../dataplane/tasks/task-jobs';
import { isDeleting } from '../../runtime/finalizer';
import { jsonAt } from '../../runtime/json';
import type { Reconcile } from '../../runtime/reconcile';

/** What the reconciler of requested runs depends on. */
export interface TaskRunDependencies {
  readonly clock: Clock;
  readonly taskJobs: TaskJobs;
}

/**
 * How late a run may start, in milliseconds. An older request is skipped: nobody waits for it, and it may come from a backup or from
 * another cluster.
 */
const maxDelayMs = 10 * 60_000;

/** A time as the status accepts it. */
const time = z.iso.datetime({ offset: true });

/** Time until a task is looked at again that cannot start yet, in milliseconds. */
const retryMs = 5_000;

/**
 * Reconciles the requested run of a scheduled task: creates one Job for the time in the annotation `openchoreo.dev/run-requested-at`
 * of the binding, and records it in `status.run`. The name of the Job follows from the request, so that it is created once, also
 * after a crash.
 */
export function taskRunReconciler({
  clock,
  taskJobs,
}: TaskRunDependencies): Reconcile {
  return async (key, read, write) => {
    const binding = read.get(scheduledTaskBindingKind, key);
    const requestedAt =
      binding?.metadata.annotations?.[annotations.runRequestedAt];
    if (!binding || !requestedAt || isDeleting(binding)) return {};
    if (!time.safeParse(requestedAt).success) {
      write.event(
        binding,
        'Warning',
        'InvalidRunRequest',
        `Nothing is run: the annotation ${annotations.runRequestedAt} is no time such as 2026-01-31T06:00:00Z.`,
      );
      return {};
    }
    if (binding.status?.run?.requestedAt === requestedAt) return {};
    const record = async (run: Omit<TaskRun, 'requestedAt'>) => {
      await write.updateStatus(scheduledTaskBindingKind, binding, {
        ...binding.status,
        run: { requestedAt, ...run },
      });
      return {};
    };
    const age = clock.now() - Date.parse(requestedAt);
    if (binding.spec.releaseState !== 'Active') {
      return record({
        phase: 'Skipped',
        message: 'The task is suspended or not deployed; activate it first',
      });
    }
    if (age > maxDelayMs) {
      return record({
        phase: 'Skipped',
        message: 'It could not start within 10 minutes; request another run',
      });
    }
    const place = placeOf(read.get(releaseKind, key));
    if (!place) return { requeueAfter: retryMs };
    const result = await taskJobs.start({
      organization: key.namespace ?? '',
      ...place,
      id: `${binding.metadata.uid} ${requestedAt}`,
    });
    if (!result) return { requeueAfter: retryMs };
    return 'job' in result
      ? record({ phase: 'Started', job: result.job })
      : record({ phase: 'Skipped', message: result.skipped });
  };
}

/** Where the CronJob of a Release is. Undefined until it is applied, and for a task without a schedule. */
function placeOf(release: Release | undefined) {
  const target = release?.status?.target;
  const cronJob = release?.spec.resources?.find(
    ({ object }) => object.kind === 'CronJob',
  )?.object;
  if (!target || !cronJob) return undefined;
  const text = (...path: string[]) => {
    const found = jsonAt(cronJob, ...path);
    return typeof found === 'string' ? found : '';
  };
  const key: ObjectKey = {
    namespace: text('metadata', 'namespace'),
    name: text('metadata', 'name'),
  };
  return { target, cronJob: key };
}
