import { nextRuns } from './nextRuns';

const after = new Date('2026-03-28T22:00:00Z');

const runs = (expression: string, timeZone = 'UTC') =>
  nextRuns(expression, { timeZone, count: 2, after })?.map(run =>
    run.toISOString(),
  );

describe('nextRuns', () => {
  it.each([
    ['15 3 * * *', ['2026-03-29T03:15:00.000Z', '2026-03-30T03:15:00.000Z']],
    ['@midnight', ['2026-03-29T00:00:00.000Z', '2026-03-30T00:00:00.000Z']],
    ['0 0 ? * MON', ['2026-03-30T00:00:00.000Z', '2026-04-06T00:00:00.000Z']],
    // A day of the month or a day of the week, as in Kubernetes.
    ['0 0 1 * sun', ['2026-03-29T00:00:00.000Z', '2026-04-01T00:00:00.000Z']],
    ['5/30 * * * *', ['2026-03-28T22:05:00.000Z', '2026-03-28T22:35:00.000Z']],
    [' @Hourly ', ['2026-03-28T23:00:00.000Z', '2026-03-29T00:00:00.000Z']],
  ])('finds the runs of %s', (expression, expected) => {
    expect(runs(expression)).toEqual(expected);
  });

  it('counts in the time zone, with its summer time', () => {
    expect(runs('0 6 * * *', 'Europe/Zurich')).toEqual([
      '2026-03-29T04:00:00.000Z',
      '2026-03-30T04:00:00.000Z',
    ]);
  });

  it('does not know the runs of an interval', () => {
    expect(runs('@every 90m')).toBeUndefined();
  });
});
