import type { FreshnessReport } from '../cache/Freshness';
import type { RoutedPlatform } from './Routes';

/** From the worst to the best. */
const statuses: readonly FreshnessReport['status'][] = [
  'starting',
  'stale',
  'live',
];

/** The worst status of several control planes, with that of each of them. */
export function combineFreshness(
  sources: readonly RoutedPlatform[],
): FreshnessReport {
  const reports = sources.map(({ name, platform }) => ({
    name,
    ...platform.freshness(),
  }));
  const status =
    statuses.find(each => reports.some(report => report.status === each)) ??
    'live';
  const seen = reports.flatMap(({ lastSeen }) => lastSeen?.getTime() ?? []);
  const messages = reports.flatMap(({ name, message }) =>
    message ? `${name}: ${message}` : [],
  );
  return {
    status,
    ...(seen.length > 0 && { lastSeen: new Date(Math.min(...seen)) }),
    ...(messages.length > 0 && { message: messages.join(' ') }),
    reason: reports.find(report => report.status === status)?.reason,
    sources: reports,
  };
}
