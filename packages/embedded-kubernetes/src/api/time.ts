/** Formats a time as Kubernetes does: RFC 3339 in UTC, in whole seconds. A number is milliseconds since 1970. */
export function formatTime(time: Date | number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Parses an RFC 3339 time into milliseconds since 1970; undefined if it is not a time. */
export function parseTime(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
