import { CronSchedule } from '../schema/built-in/cron-expression';

const day = 86_400_000;
const minute = 60_000;
/** A schedule that has no run in so many days has none: 29 February of a leap year is the rarest. */
const horizon = 366 * 8;

/**
 * The first run after a time.
 *
 * @param after milliseconds since 1970
 * @param zone an IANA time zone, in which the schedule is read
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
  // Clocks may be put back: hours just before the present one count again.
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

/** How far to look back for the latest run, shortest first: mostly it was just now. */
const lookBacks = [60 * minute, day, 31 * day];

/**
 * The latest run that is due, where any is.
 *
 * @param since runs at or before this time do not count
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

/** Where both day and weekday are given, either one is enough. */
function matchesDay(schedule: Fields, date: Date): boolean {
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false;
  const isDay = schedule.days.has(date.getUTCDate());
  const isWeekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.eitherDay ? isDay || isWeekday : isDay && isWeekday;
}

/** A local time as a moment; undefined where the clock skips it. */
function toUniversal(local: number, zone: string): number | undefined {
  const guess = local - offsetAt(local, zone);
  const time = local - offsetAt(guess, zone);
  return time + offsetAt(time, zone) === local ? time : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead at a moment, in milliseconds. */
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
