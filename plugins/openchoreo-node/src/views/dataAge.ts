import type { FreshnessReport } from '../cache/Freshness';

/** The time of the data, and why it is old while the control plane is not reachable. */
export function dataAge(
  { status, lastSeen, message }: FreshnessReport,
  now: Date,
): { asOf: string; stale?: { since: string; message: string } } {
  if (status !== 'stale') return { asOf: now.toISOString() };
  const since = (lastSeen ?? now).toISOString();
  return {
    asOf: since,
    stale: {
      since,
      message: `The control plane cannot be reached: ${message}`,
    },
  };
}
