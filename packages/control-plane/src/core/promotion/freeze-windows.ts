import { PromotionRule } from '@promenade/openchoreo-model';
import { Cron } from 'croner';
import { parseGoDuration } from '../../runtime/go-duration';
import { fromLocalTime, toLocalTime } from './time-zone';

/** A freeze window of a rule. */
export type FreezeWindow = NonNullable<PromotionRule['freezeWindows']>[number];

/** The freeze window that a time is in. */
export interface Freeze {
  /** Name of the window. */
  name: string;
  /** Its end. */
  until: Date;
}

/** A one-time window, in milliseconds since 1970. The end is not part of it. */
interface OneTimeWindow {
  name: string;
  from: number;
  to: number;
}

/** A recurring window. It lasts the same time whether or not clocks change while it is open. */
interface RecurringWindow {
  name: string;
  /** Starts in local time, see {@link toLocalTime}. */
  cron: Cron;
  zone: string;
  durationMs: number;
}

type ParsedWindow = OneTimeWindow | RecurringWindow | { problem: string };

/** A time in which a window is open. The end is not part of it. */
interface Occurrence {
  from: number;
  to: number;
}

const defaultZone = 'UTC';

/** More than any change of clocks, in milliseconds. */
const maxClockChangeMs = 3 * 60 * 60_000;

/** How far recurring windows are compared: a yearly window occurs at least once. */
const horizonMs = 400 * 24 * 60 * 60_000;
const maxOccurrences = 200;

/**
 * Finds the freeze window that `now` is in; of several the one that ends last.
 *
 * @returns a problem if a window cannot be read: it may be open, so it blocks
 */
export function findFreeze(
  windows: readonly FreezeWindow[],
  now: Date,
): Freeze | { problem: string } | undefined {
  let found: Freeze | undefined;
  for (const window of windows.map(parseWindow)) {
    if ('problem' in window) {
      return window;
    }
    const end = openUntil(window, now.getTime());
    if (end !== undefined && !(found && found.until.getTime() >= end)) {
      found = { name: window.name, until: new Date(end) };
    }
  }
  return found;
}

/** Returns the end of a window that is open at a time, in milliseconds since 1970. */
function openUntil(
  window: OneTimeWindow | RecurringWindow,
  now: number,
): number | undefined {
  if ('from' in window) {
    return window.from <= now && now < window.to ? window.to : undefined;
  }
  for (const start of startsAfter(window, now - window.durationMs)) {
    if (start <= now) {
      return start + window.durationMs;
    }
    if (start > now + maxClockChangeMs) {
      return undefined;
    }
  }
  return undefined;
}

/**
 * Returns the starts of a recurring window after a time, in milliseconds since 1970. The schedule is evaluated in local time,
 * which is converted here: the library skips the first of two equal hours.
 */
function* startsAfter(
  { cron, zone }: RecurringWindow,
  time: number,
): Generator<number> {
  for (const local of localStartsAfter(
    cron,
    toLocalTime(zone, time) - maxClockChangeMs,
  )) {
    const start = fromLocalTime(zone, local);
    if (start > time) {
      yield start;
    }
  }
}

function* localStartsAfter(cron: Cron, local: number): Generator<number> {
  let next = cron.nextRun(new Date(local));
  while (next) {
    yield next.getTime();
    next = cron.nextRun(next);
  }
}

/**
 * Returns what is wrong with the freeze windows of a rule, as sentences: windows that cannot be read, are empty, never begin or
 * never end, two windows that overlap, and two of the same name.
 */
export function validateFreezeWindows(
  windows: readonly FreezeWindow[],
  now: Date,
): string[] {
  const problems: string[] = [];
  const names = windows.map(({ name }) => name);
  for (const name of new Set(names)) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      problems.push(`Several freeze windows have the name "${name}".`);
    }
  }
  const valid: (OneTimeWindow | RecurringWindow)[] = [];
  for (const window of windows.map(parseWindow)) {
    const problem =
      'problem' in window ? window.problem : lengthProblem(window, now);
    if (problem) {
      problems.push(problem);
    } else if (!('problem' in window)) {
      valid.push(window);
    }
  }
  valid.forEach((one, index) => {
    for (const other of valid.slice(index + 1)) {
      if (isOverlapping(one, other, now)) {
        problems.push(
          `Freeze windows "${one.name}" and "${other.name}" overlap.`,
        );
      }
    }
  });
  return problems;
}

function lengthProblem(
  window: OneTimeWindow | RecurringWindow,
  now: Date,
): string | undefined {
  const label = `Freeze window "${window.name}"`;
  if ('from' in window) {
    return window.to <= window.from
      ? `${label} is empty: to must be after from.`
      : undefined;
  }
  if (window.durationMs <= 0) {
    return `${label} is empty: duration must be more than zero.`;
  }
  // In local time, so that a day of 23 hours is not shorter than a window of 24 hours.
  const starts = takeOccurrences(
    localStartsAfter(window.cron, toLocalTime(window.zone, now.getTime())),
    window.durationMs,
    now,
  );
  if (starts.length === 0 && !window.cron.nextRun(now)) {
    return `${label} never begins: its schedule "${window.cron.getPattern()}" matches no date.`;
  }
  const next = starts.slice(1);
  if (next.some(({ from }, index) => from < starts[index].to)) {
    return `${label} begins again before it ends: duration is longer than the time between two starts of its schedule.`;
  }
  if (
    next.length &&
    next.every(({ from }, index) => from === starts[index].to)
  ) {
    return `${label} never ends: duration is as long as the time between two starts of its schedule.`;
  }
  return undefined;
}

function takeOccurrences(
  starts: Iterable<number>,
  durationMs: number,
  now: Date,
): Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (const from of starts) {
    if (
      from > now.getTime() + horizonMs ||
      occurrences.length === maxOccurrences
    ) {
      break;
    }
    occurrences.push({ from, to: from + durationMs });
  }
  return occurrences;
}

/** Whether two valid windows overlap. Recurring ones are compared in the next 400 days, or 200 occurrences. */
function isOverlapping(
  one: OneTimeWindow | RecurringWindow,
  other: OneTimeWindow | RecurringWindow,
  now: Date,
): boolean {
  if ('from' in one) {
    return isOpenWithin(other, one);
  }
  if ('from' in other) {
    return isOpenWithin(one, other);
  }
  // In the same time zone a change of clocks shifts both windows, so they are compared in local time.
  const isSameZone = one.zone === other.zone;
  const [left, right] = [one, other].map(window => {
    const since = now.getTime() - window.durationMs;
    return takeOccurrences(
      isSameZone
        ? localStartsAfter(window.cron, toLocalTime(window.zone, since))
        : startsAfter(window, since),
      window.durationMs,
      now,
    );
  });
  let index = 0;
  return left.some(({ from, to }) => {
    while (index < right.length && right[index].to <= from) index += 1;
    return index < right.length && right[index].from < to;
  });
}

/** Whether a window is open at any time of an occurrence. */
function isOpenWithin(
  window: OneTimeWindow | RecurringWindow,
  { from, to }: Occurrence,
): boolean {
  if ('from' in window) {
    return window.from < to && from < window.to;
  }
  for (const start of startsAfter(window, from - window.durationMs)) {
    if (start < to) return true;
    if (start > to + maxClockChangeMs) return false;
  }
  return false;
}

function parseWindow(window: FreezeWindow): ParsedWindow {
  const { name, schedule } = window;
  const label = `Freeze window "${name}"`;
  if (schedule === undefined) {
    const from = Date.parse(window.from ?? '');
    const to = Date.parse(window.to ?? '');
    return Number.isNaN(from) || Number.isNaN(to)
      ? {
          problem: `${label} needs either from and to, or schedule and duration.`,
        }
      : { name, from, to };
  }
  const seconds = parseGoDuration(window.duration ?? '');
  if (seconds === undefined) {
    return {
      problem: `${label} has an invalid duration "${
        window.duration ?? ''
      }"; write it as 48h or 1h30m.`,
    };
  }
  const zone = window.timeZone || defaultZone;
  if (!isTimeZone(zone)) {
    return {
      problem: `${label} has an unknown time zone "${zone}"; use an IANA name, for example Europe/Zurich.`,
    };
  }
  const cron = parseSchedule(schedule);
  return cron
    ? { name, cron, zone, durationMs: seconds * 1000 }
    : {
        problem: `${label} has an invalid schedule "${schedule}"; write a cron expression with five fields, for example "0 18 * * FRI".`,
      };
}

/** Parses a cron expression with five fields, or a name such as `@daily`, as Kubernetes does. Its times are in local time. */
function parseSchedule(schedule: string): Cron | undefined {
  if (!/^(@\w+|\S+(\s+\S+){4})$/.test(schedule.trim())) {
    return undefined;
  }
  try {
    return new Cron(schedule.trim(), { timezone: 'UTC' });
  } catch {
    return undefined;
  }
}

function isTimeZone(zone: string): boolean {
  try {
    toLocalTime(zone, 0);
    return true;
  } catch {
    return false;
  }
}
