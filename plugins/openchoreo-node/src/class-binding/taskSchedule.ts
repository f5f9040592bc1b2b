import type { TaskSchedule } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  scheduledTaskBindingKind,
  type Release,
  type ScheduledTaskBinding,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import type { Binding } from './bindings';

const cronJobSchema = z.object({
  schedule: z.string(),
  timeZone: z.string().optional(),
});

const time = z.string().optional().catch(undefined);

const statusSchema = z.object({
  lastScheduleTime: time,
  lastSuccessfulTime: time,
});

/** When a scheduled task runs and has run, from the CronJob of its Release. Undefined for another component. */
export function taskSchedule(
  binding: Binding,
  release: Release | undefined,
): TaskSchedule | undefined {
  if (!isTask(binding)) return undefined;
  const resource = release?.spec.resources?.find(
    ({ object }) => object.kind === 'CronJob',
  );
  const { schedule, timeZone } =
    cronJobSchema.safeParse(resource?.object.spec).data ?? {};
  const observed = release?.status?.resources?.find(
    ({ id }) => id === resource?.id,
  );
  const { lastScheduleTime, lastSuccessfulTime } =
    statusSchema.safeParse(observed?.status).data ?? {};
  return {
    expression: schedule,
    timeZone,
    lastRunAt: lastScheduleTime,
    lastSuccessAt: lastSuccessfulTime,
    requestedRun: requestedRun(binding),
  };
}

function isTask(binding: Binding): binding is ScheduledTaskBinding {
  return binding.kind === scheduledTaskBindingKind.kind;
}

/** What became of the last request. */
function requestedRun({
  metadata,
  status,
}: ScheduledTaskBinding): TaskSchedule['requestedRun'] {
  const at = metadata.annotations?.[annotations.runRequestedAt];
  if (!at) return undefined;
  const run = status?.run;
  return run?.requestedAt === at
    ? { at, phase: run.phase, job: run.job, message: run.message }
    : { at, phase: 'Requested' };
}
