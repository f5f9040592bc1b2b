import { Clock, systemClock } from '@promenade/kube-client';

/** A clock that is faster than the time: retries and debounces do not hold up a test. */
export function fastClock(factor: number): Clock {
  const startedAt = systemClock.now();
  const monotonicStart = systemClock.monotonic();
  const elapsed = () => (systemClock.monotonic() - monotonicStart) * factor;
  return {
    now: () => startedAt + elapsed(),
    monotonic: elapsed,
    after: (ms, callback) => systemClock.after(ms / factor, callback),
  };
}
