import type { MetricName } from '@promenade/backstage-plugin-openchoreo-common';
import { formatMetric } from './formatMetric';

describe('formatMetric', () => {
  it.each<[MetricName, number, string]>([
    ['cpu', 0.0123, '12.3 mCPU'],
    ['cpu', 2.5, '2.5 CPU'],
    ['memory', 0, '0 B'],
    ['memory', 67_108_864, '64 MiB'],
    ['memory', 1.5 * 1024 ** 3, '1.5 GiB'],
    ['requests', 12.345, '12.3 1/s'],
    ['latency', 0.25, '250 ms'],
    ['latency', 2, '2 s'],
  ])('writes %s %d as %s', (name, value, text) => {
    expect(formatMetric(name, value, 'en')).toBe(text);
  });
});
