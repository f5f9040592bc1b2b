import type { Release } from '@promenade/openchoreo-model';
import { parseGoDuration } from '../../runtime/go-duration';

const defaultIntervalMs = 300_000;
const defaultProgressingIntervalMs = 10_000;

/**
 * Returns when to reconcile a Release again without a change: sooner while an object is progressing. It covers what watches do
 * not report, and objects that were rejected and may be accepted later.
 *
 * @param random - in [0, 1); spreads Releases over 20 % of the interval
 * @returns milliseconds; undefined if the interval of the Release is 0
 */
export function requeueIntervalMs(
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
