import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
  { unit: 'day', size: day },
  { unit: 'hour', size: hour },
  { unit: 'minute', size: minute },
  { unit: 'second', size: second },
] as const;

/**
 * A duration in its largest whole unit, such as `2 min`, in the language of the locale.
 *
 * @param ms - milliseconds; a negative duration counts as 0, because the clocks of two machines differ
 * @param locale - BCP 47 tag
 */
export function formatDuration(ms: number, locale?: string): string {
  const { unit, value } = largestUnit(ms);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(value);
}

function largestUnit(ms: number) {
  const length = Math.max(0, ms);
  const { unit, size } =
    units.find(candidate => length >= candidate.size) ?? units[3];
  return { unit, value: Math.floor(length / size) };
}

/**
 * How long a state has lasted; `undefined` under one minute, so that the text does not change every second.
 */
export function formatAge(
  at: number,
  now: number,
  locale?: string,
): string | undefined {
  return now - at < minute ? undefined : formatDuration(now - at, locale);
}

/**
 * How long ago an event was, such as `2 min. ago`; `undefined` under one minute.
 */
export function formatAgo(
  at: number,
  now: number,
  locale?: string,
): string | undefined {
  if (now - at < minute) return undefined;
  const { unit, value } = largestUnit(now - at);
  return new Intl.RelativeTimeFormat(locale, { style: 'short' }).format(
    -value,
    unit,
  );
}

/** Date and time to the second, in the reader's time zone. */
export function formatExact(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(at);
}

/** The time of day to the second. */
export function formatClock(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at);
}

/** The language of the app as a BCP 47 tag, for numbers and dates. */
export function useLocale(): string {
  return useApi(appLanguageApiRef).getLanguage().language;
}
