/** Formats a time as Kubernetes does: RFC 3339 in UTC, in whole seconds. A number is milliseconds since 1970. */
export function formatTime(time: Date | number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

const rfc3339 =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Converts an RFC 3339 time of any zone and precision to the format of Kubernetes; undefined if it is not a time. */
export function normalizeTime(text: string): string | undefined {
  const time = rfc3339.test(text) ? parseTime(text) : undefined;
  const formatted = time === undefined ? '' : formatTime(time);
  return rfc3339.test(formatted) ? formatted : undefined;
}

/** Parses an RFC 3339 time into milliseconds since 1970; undefined if it is not a time. */
export function parseTime(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
