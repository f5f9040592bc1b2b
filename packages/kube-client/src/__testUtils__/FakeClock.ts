import { setImmediate as nextTick } from 'node:timers/promises';
import { Clock } from '../clock/Clock';

/** A clock that a test advances. */
export class FakeClock implements Clock {
  #ms = 0;
  #serial = 0;
  readonly #timers = new Map<number, { due: number; callback: () => void }>();

  /** Initial value of `now()`. */
  static readonly epoch = Date.UTC(2026, 0, 1);

  now(): number {
    return FakeClock.epoch + this.#ms;
  }

  monotonic(): number {
    return this.#ms;
  }

  after(ms: number, callback: () => void): () => void {
    this.#serial += 1;
    const id = this.#serial;
    this.#timers.set(id, { due: this.#ms + Math.max(0, ms), callback });
    return () => this.#timers.delete(id);
  }

  /** Remaining times of the timers, in order. */
  get waits(): number[] {
    return [...this.#timers.values()]
      .map(({ due }) => due - this.#ms)
      .sort((a, b) => a - b);
  }

  /** Advances the time. Fires due timers in order and runs pending promises after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#ms + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.due - b.due);
      if (!next || next[1].due > end) {
        break;
      }
      const [id, { due, callback }] = next;
      this.#ms = Math.max(this.#ms, due);
      this.#timers.delete(id);
      callback();
      await settle();
    }
    this.#ms = end;
  }
}

/** Runs pending promises. */
async function settle(): Promise<void> {
  await nextTick();
  await nextTick();
}

/** A clock whose timers of less than ten seconds fire at once, and longer ones (time-outs) never. */
export function immediateClock(): Clock {
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
