import type { ComponentMetrics } from '@promenade/backstage-plugin-openchoreo-common';
import { appendMetrics } from './appendMetrics';

const at = (second: number) =>
  new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString();

const metrics = (
  second: number,
  values: Record<string, number>,
  changes: Partial<ComponentMetrics> = {},
): ComponentMetrics => ({
  environment: 'development',
  source: 'kubernetes',
  isDeployed: true,
  asOf: at(second),
  metrics: [
    {
      name: 'cpu',
      lines: Object.entries(values).map(([label, value]) => ({
        label,
        points: [{ at: at(second), value }],
      })),
    },
  ],
  ...changes,
});

const valuesOf = ({ metrics: [cpu] }: ComponentMetrics) =>
  Object.fromEntries(
    cpu.lines.map(({ label, points }) => [
      label,
      points.map(({ value }) => value),
    ]),
  );

describe('appendMetrics', () => {
  it('keeps the values that were read before, also of a pod that is gone', () => {
    const merged = appendMetrics(
      metrics(0, { a: 1, b: 2 }),
      metrics(15, { b: 3, c: 4 }),
      60_000,
    );
    expect(valuesOf(merged)).toEqual({ a: [1], b: [2, 3], c: [4] });
  });

  it('has each value once', () => {
    const same = metrics(0, { a: 1 });
    expect(valuesOf(appendMetrics(same, same, 60_000))).toEqual({ a: [1] });
  });

  it('forgets values that are older than the period', () => {
    const merged = appendMetrics(
      metrics(0, { a: 1, b: 1 }),
      metrics(30, { a: 2 }),
      20_000,
    );
    expect(valuesOf(merged)).toEqual({ a: [2] });
  });

  it('keeps the values while they cannot be read', () => {
    const failed = metrics(15, {}, { problem: 'It failed.', metrics: [] });
    const merged = appendMetrics(metrics(0, { a: 1 }), failed, 60_000);
    expect(valuesOf(merged)).toEqual({ a: [1] });
    expect(merged.problem).toBe('It failed.');
  });

  it('takes a source with a history as it is', () => {
    const next = metrics(15, { a: 2 }, { source: 'prometheus' });
    expect(appendMetrics(metrics(0, { a: 1 }), next, 60_000)).toBe(next);
  });
});
