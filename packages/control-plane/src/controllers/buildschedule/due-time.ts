import {
  normalizeSchedule,
  normalizeTimeZone,
  validateCron,
} from '@promenade/openchoreo-model';
import { Cron } from 'croner';

/** When builds of a component start. */
export interface BuildSchedule {
  schedule: string;
  timeZone?: string;
}

const defaultZone = 'UTC';

/** Expressions that Kubernetes accepts for a CronJob and that have no times of day. */
const isInterval = /^@every /i;

/**
 * Parses a schedule.
 *
 * @returns a problem, as a sentence, if it cannot be read
 */
export function parseBuildSchedule({
  schedule,
  timeZone = defaultZone,
}: BuildSchedule): Cron | { problem: string } {
  const cronProblem = isInterval.test(schedule.trim())
    ? `"${schedule}" is an interval, and not a time`
    : validateCron(schedule);
  if (cronProblem) {
    return {
      problem: `spec.build.triggers.schedule: ${cronProblem}. Write a cron expression, for example "0 3 * * *".`,
    };
  }
  const timezone = normalizeTimeZone(timeZone);
  return timezone
    ? new Cron(normalizeSchedule(schedule), { timezone })
    : {
        problem: `spec.build.triggers.timeZone: "${timeZone}" is not a time zone. Use an IANA name, for example Europe/Zurich.`,
      };
}

/**
 * Returns two times of a schedule, in milliseconds since 1970: `due`, the latest one between `since` and `now`, and `next`, the
 * first one after `now`.
 */
export function findTimes(
  cron: Cron,
  since: number,
  now: number,
): { due?: number; next?: number } {
  let due: number | undefined;
  let next = cron.nextRun(new Date(since))?.getTime();
  while (next !== undefined && next <= now) {
    due = next;
    next = cron.nextRun(new Date(next))?.getTime();
  }
  return { due, next };
}
