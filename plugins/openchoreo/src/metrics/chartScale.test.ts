import { chartScale, linePath, xOf, yOf } from './chartScale';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 1, 12, minute)).toISOString();

const line = (...values: number[]) => ({
  label: 'a',
  points: values.map((value, minute) => ({ at: at(minute), value })),
});

describe('chartScale', () => {
  it.each([
    [[0.13], [0, 0.05, 0.1, 0.15]],
    [[7], [0, 2, 4, 6, 8]],
    [[0], [0, 0.25]],
    [
      [1000, 20],
      [0, 250, 500, 750, 1000],
    ],
  ])('has round values from 0 for %j', (values, ticks) => {
    const scale = chartScale([line(...values)]);
    scale.ticks.forEach((tick, index) =>
      expect(tick).toBeCloseTo(ticks[index], 10),
    );
    expect(scale.ticks).toHaveLength(ticks.length);
  });

  it('has round multiples of MiB for bytes', () => {
    const mebibyte = 1024 ** 2;
    const { ticks } = chartScale([line(70 * mebibyte)], { isBinary: true });
    expect(ticks.map(tick => tick / mebibyte)).toEqual([0, 20, 40, 60, 80]);
  });

  it('shows the limit, too', () => {
    expect(chartScale([line(1)], { limit: 4 }).ticks).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('linePath', () => {
  const scale = chartScale([line(0, 1, 2, 3, 4)]);

  it('goes from the left to the right, and up with the value', () => {
    expect(linePath(scale, line(0, 4))).toBe(
      `M${xOf(scale, scale.from).toFixed(1)} ${yOf(scale, 0).toFixed(1)}` +
        `L${xOf(scale, Date.parse(at(1))).toFixed(1)} ${yOf(scale, 4).toFixed(
          1,
        )}`,
    );
    expect(yOf(scale, 4)).toBeLessThan(yOf(scale, 0));
  });

  it('is interrupted where points are missing', () => {
    const points = [0, 1, 2, 9, 10].map(minute => ({
      at: at(minute),
      value: 1,
    }));
    const path = linePath(chartScale([{ label: 'a', points }]), {
      label: 'a',
      points,
    });
    expect(path.match(/[ML]/g)).toEqual(['M', 'L', 'L', 'M', 'L']);
  });

  it('is a point for a single value', () => {
    expect(linePath(chartScale([line(1)]), line(1))).toMatch(
      /^M[\d.]+ [\d.]+$/,
    );
  });
});
