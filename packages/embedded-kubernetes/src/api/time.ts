import { isDate } from '../schema/formats';

/** Formats a time as Kubernetes does: RFC 3339 in UTC, in whole seconds. A number is milliseconds since 1970. */
export function formatTime(time: Date | number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** RFC 3339, and what the parser of Go accepts besides: hours of one digit and fractions after a comma. */
const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})T(\d{1,2})(:\d{2}:\d{2})(?:[.,]\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Converts an RFC 3339 time of any zone and precision to the format of Kubernetes; undefined if it is not a time. */
export function normalizeTime(text: string): string | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [, date, hour, minutesAndSeconds, zone] = match;
  // Date.parse accepts the hour 24 and the 30th of February.
  if (!isDate(date) || Number(hour) > 23) return undefined;
  const time = parseTime(
    `${date}T${hour.padStart(2, '0')}${minutesAndSeconds}${zone}`,
  );
  const formatted = time === undefined ? '' : formatTime(time);
  return rfc3339.test(formatted) ? formatted : undefined;
}

/** Parses an RFC 3339 time into milliseconds since 1970; undefined if it is not a time. */
export function parseTime(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
