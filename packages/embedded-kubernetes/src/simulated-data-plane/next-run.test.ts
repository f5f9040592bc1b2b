import { parseCron } from '../schema/built-in/cron-expression';
import { latestRun, nextRun } from './next-run';

function next(expression: string, after: string, zone?: string): string {
  const time = nextRun(parseCron(expression), Date.parse(after), zone);
  return time === undefined ? 'never' : new Date(time).toISOString();
}

describe('nextRun', () => {
  it.each([
    ['*/15 * * * *', '2026-01-02T03:04:05Z', '2026-01-02T03:15:00.000Z'],
    ['0 9 * * mon-fri', '2026-01-02T10:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 0 13 * fri', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
    ['0 0 31 2 *', '2026-01-01T00:00:00Z', 'never'],
    ['@every 90s', '2026-01-01T00:00:00.500Z', '2026-01-01T00:01:30.000Z'],
  ])('of %s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('uses the time zone of the schedule', () => {
    expect(next('30 9 * * *', '2026-01-02T03:00:00Z', 'Asia/Colombo')).toBe(
      '2026-01-02T04:00:00.000Z',
    );
    expect(next('0 0 * * *', '2026-07-01T12:00:00Z', 'America/New_York')).toBe(
      '2026-07-02T04:00:00.000Z',
    );
  });

  it('skips a time that does not exist at a clock change', () => {
    expect(next('30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe(
      '2026-03-30T00:30:00.000Z',
    );
  });
});

describe('latestRun', () => {
  const schedule = parseCron('*/5 * * * *');
  const at = (text: string) => Date.parse(text);

  it('is the latest of several missed runs', () => {
    const latest = latestRun(
      schedule,
      at('2025-01-01T00:00:00Z'),
      at('2026-01-02T03:04:05Z'),
    );
    expect(latest).toBe(at('2026-01-02T03:00:00Z'));
  });

  it('is undefined before the first run', () => {
    expect(
      latestRun(
        schedule,
        at('2026-01-02T03:00:00Z'),
        at('2026-01-02T03:04:59Z'),
      ),
    ).toBeUndefined();
  });
});
