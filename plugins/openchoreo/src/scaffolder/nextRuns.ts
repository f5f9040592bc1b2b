import { normalizeSchedule } from '@promenade/backstage-plugin-openchoreo-common';
import { Cron } from 'croner';

/** `@every` counts from the last run, so that its runs have no times that are known beforehand. */
const interval = /^@every /;

/**
 * The next times at which a valid cron expression fires, in the time zone of the schedule.
 *
 * @returns undefined for an interval such as `@every 90m`
 */
export function nextRuns(
  expression: string,
  options: { timeZone?: string; count: number; after: Date },
): Date[] | undefined {
  const schedule = normalizeSchedule(expression);
  if (interval.test(schedule)) return undefined;
  const pattern = schedule.replace('@midnight', '@daily').replace(/\?/g, '*');
  return new Cron(pattern, { timezone: options.timeZone }).nextRuns(
    options.count,
    options.after,
  );
}
