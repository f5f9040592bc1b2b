import type {
  ComponentMetrics,
  Metric,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { MetricLine } from './chartScale';

/**
 * The metrics of a source that has only current values, with the values that were read before.
 *
 * @param periodMs - how long values are kept
 */
export function appendMetrics(
  before: ComponentMetrics | undefined,
  next: ComponentMetrics,
  periodMs: number,
): ComponentMetrics {
  if (
    next.source !== 'kubernetes' ||
    before?.source !== next.source ||
    before.environment !== next.environment
  ) {
    return next;
  }
  const oldest = Date.parse(next.asOf) - periodMs;
  // What could not be read now is not forgotten.
  const metrics = next.problem ? before.metrics : next.metrics;
  return {
    ...next,
    metrics: metrics.map(metric => ({
      ...metric,
      lines: mergeLines(
        before.metrics.find(({ name }) => name === metric.name),
        metric,
        oldest,
      ),
    })),
  };
}

function mergeLines(
  before: Metric | undefined,
  { lines }: Metric,
  oldest: number,
): MetricLine[] {
  const merged = new Map<string, MetricLine>();
  for (const { label, points } of [...(before?.lines ?? []), ...lines]) {
    const known = merged.get(label)?.points ?? [];
    const byTime = new Map(
      [...known, ...points]
        .filter(({ at }) => Date.parse(at) >= oldest)
        .map(point => [point.at, point]),
    );
    merged.set(label, { label, points: [...byTime.values()] });
  }
  return [...merged.values()].filter(({ points }) => points.length > 0);
}
