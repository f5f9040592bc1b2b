const first = 1_000;
const longest = 30_000;

/**
 * How long to wait before the next attempt: doubling from one second to half a minute, less up to a half by chance, so that
 * browsers that lost the same server do not all come back at once.
 *
 * @param attempt - 0 for the first
 * @param chance - from 0 to 1
 * @returns milliseconds
 */
export function backOff(attempt: number, chance: number): number {
  return Math.min(longest, first * 2 ** attempt) * (1 - chance / 2);
}
