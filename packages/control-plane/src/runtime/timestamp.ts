/** A moment as Kubernetes writes it: RFC 3339 in UTC, to the second. */
export function toTimestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
