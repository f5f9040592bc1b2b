import type { Release } from '@promenade/openchoreo-model';
import { parseGoDuration } from '../../runtime/go-duration';

const defaultIntervalMs = 300_000;
const defaultProgressingIntervalMs = 10_000;

/**
 * When to look at a Release again although nothing was seen to change: sooner
 * while something is on its way. Watches tell changes at once; this is for what
 * they do not tell, and for what was refused and may be accepted by then.
 *
 * @param random - in [0, 1): spreads the Releases over a fifth of the interval
 * @returns milliseconds; undefined when the Release asks for never by an interval of 0
 */
export function nextLookMs(
  { spec }: Release,
  settled: boolean,
  random: () => number,
): number | undefined {
  const ms = settled
    ? milliseconds(spec.interval, defaultIntervalMs)
    : milliseconds(spec.progressingInterval, defaultProgressingIntervalMs);
  return ms === 0 ? undefined : Math.round(ms * (1 + 0.2 * random()));
}

function milliseconds(text: string | undefined, fallback: number): number {
  const seconds = text === undefined ? undefined : parseGoDuration(text);
  return seconds === undefined ? fallback : seconds * 1000;
}
