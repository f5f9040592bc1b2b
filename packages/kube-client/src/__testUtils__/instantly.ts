import { Clock } from '../clock/Clock';
import { FakeClock } from './FakeClock';

/** A clock on which short waits are over at once; time limits, which are longer, never are. */
export function instantly(): Clock {
  const clock = new FakeClock();
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after(ms, callback) {
      if (ms >= 10_000) {
        return clock.after(ms, callback);
      }
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    },
  };
}
