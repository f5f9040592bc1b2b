/** A time as Kubernetes writes it: RFC 3339 in UTC, in whole seconds. */
export function timestamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
