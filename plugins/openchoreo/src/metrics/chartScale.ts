import type { Metric } from '@promenade/backstage-plugin-openchoreo-common';

export type MetricLine = Metric['lines'][number];

/** The size of a drawing and of the margins around its plot, in its units. */
export const chartSize = {
  width: 640,
  height: 200,
  left: 64,
  right: 8,
  top: 8,
  bottom: 24,
};

/** The ranges of both axes of a chart. */
export interface ChartScale {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** The values of the grid lines, the lowest first. The lowest is 0. */
  ticks: readonly number[];
}

const tickCount = 4;

/** Round steps between the values of an axis. */
const steps = [1, 2, 2.5, 5, 10];

/**
 * The ranges that show all points of lines.
 *
 * @param isBinary - whether values are round as multiples of 1024, as bytes are
 */
export function chartScale(
  lines: readonly MetricLine[],
  { limit, isBinary = false }: { limit?: number; isBinary?: boolean } = {},
): ChartScale {
  const points = lines.flatMap(line => line.points);
  const times = points.map(({ at }) => Date.parse(at));
  const highest = points.reduce(
    (max, { value }) => Math.max(max, value),
    limit ?? 0,
  );
  const step = roundStep((highest || 1) / tickCount, isBinary ? 1024 : 1000);
  const count = Math.max(1, Math.ceil(highest / step));
  return {
    from: Math.min(...times),
    to: Math.max(...times),
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

/** The next round number. It is a round multiple of a power of the base. */
function roundStep(value: number, base: number): number {
  const unit =
    base === 1024 && value >= 1
      ? 1024 ** Math.floor(Math.log(value) / Math.log(1024))
      : 1;
  const scaled = value / unit;
  const power = 10 ** Math.floor(Math.log10(scaled));
  const step = steps.find(each => each * power >= scaled) ?? 10;
  return step * power * unit;
}

export function xOf({ from, to }: ChartScale, at: number): number {
  const { left, right, width } = chartSize;
  const share = to > from ? (at - from) / (to - from) : 1;
  return left + share * (width - left - right);
}

export function yOf({ ticks }: ChartScale, value: number): number {
  const { top, bottom, height } = chartSize;
  const highest = ticks[ticks.length - 1];
  return height - bottom - (value / highest) * (height - top - bottom);
}

/** The path of a line. A part without points for much longer than usual is left out. */
export function linePath(scale: ChartScale, { points }: MetricLine): string {
  const times = points.map(({ at }) => Date.parse(at));
  const distances = times.slice(1).map((time, index) => time - times[index]);
  const usual = [...distances].sort((a, b) => a - b)[
    Math.floor(distances.length / 2)
  ];
  return points
    .map(({ value }, index) => {
      const isGap = index > 0 && distances[index - 1] > usual * 2.5;
      const command = index === 0 || isGap ? 'M' : 'L';
      const x = xOf(scale, times[index]).toFixed(1);
      return `${command}${x} ${yOf(scale, value).toFixed(1)}`;
    })
    .join('');
}
