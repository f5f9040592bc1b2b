import { CommandError } from '../errors/CommandError';

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** What timers can wait. */
const maxMs = 2 ** 31 - 1;

/** The milliseconds of a duration such as `90s`, `10m` or `1h30m`. @param flag - for the error */
export function parseDuration(text: string, flag: string): number {
  const parts = [...text.matchAll(/(\d+)([smh])/g)];
  const isValid =
    parts.length > 0 && parts.map(([part]) => part).join('') === text;
  if (!isValid) {
    throw new CommandError(
      'usage',
      `${flag} is "${text}". Use a duration such as 90s, 10m or 1h30m`,
    );
  }
  const milliseconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMs[unit],
    0,
  );
  if (milliseconds <= maxMs) return milliseconds;
  throw new CommandError(
    'usage',
    `${flag} is "${text}". Use at most ${Math.floor(maxMs / unitMs.h)}h`,
  );
}
