import { CronSchedule } from '../schema/built-in/cron-expression';

const day = 86_400_000;
const minute = 60_000;
/** The days to search for a run. The rarest schedule is 29 February, at most 8 years apart. */
const horizon = 366 * 8;

/**
 * The first scheduled time after a time.
 *
 * @param after milliseconds since 1970
 * @param zone the IANA time zone of the schedule
 * @returns milliseconds since 1970, or undefined for a schedule that never runs
 */
export function nextRun(
  schedule: CronSchedule,
  after: number,
  zone = 'UTC',
): number | undefined {
  if ('every' in schedule) {
    return Math.floor(after / 1000) * 1000 + schedule.every;
  }
  const hours = [...schedule.hours].sort((a, b) => a - b);
  const minutes = [...schedule.minutes].sort((a, b) => a - b);
  const firstDay = Math.floor((after + offsetAt(after, zone)) / day) * day;
  // When clocks are set back, the hours before `after` occur again.
  const earliest = after + offsetAt(after, zone) - 4 * 60 * minute;
  for (let index = 0; index <= horizon; index++) {
    const midnight = firstDay + index * day;
    if (!matchesDay(schedule, new Date(midnight))) continue;
    for (const hour of hours) {
      if (midnight + hour * 60 * minute < earliest) continue;
      for (const past of minutes) {
        const local = midnight + hour * 60 * minute + past * minute;
        const time = toUniversal(local, zone);
        if (time !== undefined && time > after) return time;
      }
    }
  }
  return undefined;
}

/** The periods to search for the latest run, shortest first. */
const lookBacks = [60 * minute, day, 31 * day];

/**
 * The latest scheduled time that has passed, or undefined.
 *
 * @param since earlier times are ignored, inclusive
 */
export function latestRun(
  schedule: CronSchedule,
  since: number,
  now: number,
  zone?: string,
): number | undefined {
  for (const lookBack of [...lookBacks, now - since]) {
    let latest: number | undefined;
    let next = nextRun(schedule, Math.max(since, now - lookBack), zone);
    while (next !== undefined && next <= now) {
      latest = next;
      next = nextRun(schedule, next, zone);
    }
    if (latest !== undefined || now - lookBack <= since) return latest;
  }
  return undefined;
}

type Fields = Exclude<CronSchedule, { every: number }>;

/** If both day and weekday are restricted, one of them must match. */
function matchesDay(schedule: Fields, date: Date): boolean {
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false;
  const isDay = schedule.days.has(date.getUTCDate());
  const isWeekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.eitherDay ? isDay || isWeekday : isDay && isWeekday;
}

/** Converts a local time to UTC; undefined if the clock skips it. */
function toUniversal(local: number, zone: string): number | undefined {
  const guess = local - offsetAt(local, zone);
  const time = local - offsetAt(guess, zone);
  return time + offsetAt(time, zone) === local ? time : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The UTC offset of a time zone at a time, in milliseconds. */
function offsetAt(time: number, zone: string): number {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 0;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const part = new Map<string, number>(
    format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
  );
  const get = (type: string) => part.get(type) ?? 0;
  const local = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour'),
    get('minute'),
    get('second'),
  );
  return local - Math.floor(time / 1000) * 1000;
}
