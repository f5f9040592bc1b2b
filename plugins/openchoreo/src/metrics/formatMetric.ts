import type { Metric } from '@promenade/backstage-plugin-openchoreo-common';

/** Whether the values of a metric are bytes. */
export const isInBytes = (name: Metric['name']) => name === 'memory';

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A value of a metric with its unit, for people. */
export function formatMetric(
  name: Metric['name'],
  value: number,
  locale: string,
): string {
  const number = (each: number, unit: string) =>
    `${new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(
      each,
    )} ${unit}`;
  switch (name) {
    case 'cpu':
      return value < 1 ? number(value * 1000, 'mCPU') : number(value, 'CPU');
    case 'memory': {
      const exponent = Math.min(
        byteUnits.length - 1,
        Math.max(0, Math.floor(Math.log2(value || 1) / 10)),
      );
      return number(value / 1024 ** exponent, byteUnits[exponent]);
    }
    case 'latency':
      return value < 1 ? number(value * 1000, 'ms') : number(value, 's');
    default:
      return number(value, '1/s');
  }
}
