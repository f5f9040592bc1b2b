import type { FreshnessReport } from '../cache/Freshness';
import type { ViewSource } from './ViewSource';

/** The age of what is oldest: each organization may be of another control plane. */
export function oldestAge(
  source: Pick<ViewSource, 'freshness'>,
  organizations: Iterable<string>,
  now: Date,
): ReturnType<typeof dataAge> {
  const ages = [...organizations].map(organization =>
    dataAge(source.freshness(organization), now),
  );
  return ages.find(age => age.stale) ?? ages[0] ?? { asOf: now.toISOString() };
}

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
