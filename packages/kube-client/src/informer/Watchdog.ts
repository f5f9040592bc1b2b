import { Clock } from '../clock/Clock';

/** Calls back once if it is not reset for too long. */
export class Watchdog {
  #resetAt: number;
  #cancel: () => void;

  constructor(
    private readonly clock: Clock,
    private readonly onSilence: (silentMs: number) => void,
    private limitMs: number,
  ) {
    this.#resetAt = clock.monotonic();
    this.#cancel = this.#startTimer(limitMs);
  }

  /** Restarts the time. `limitMs` can shorten it from now on. */
  reset(limitMs = this.limitMs): void {
    this.#resetAt = this.clock.monotonic();
    if (limitMs < this.limitMs) {
      this.limitMs = limitMs;
      this.#cancel();
      this.#cancel = this.#startTimer(limitMs);
    }
  }

  stop(): void {
    this.#cancel();
  }

  // One timer that is set again when it fires. A timer for each event would cost more than the event.
  #startTimer(ms: number): () => void {
    return this.clock.after(ms, () => {
      const silentMs = this.clock.monotonic() - this.#resetAt;
      if (silentMs >= this.limitMs) {
        this.onSilence(silentMs);
      } else {
        this.#cancel = this.#startTimer(this.limitMs - silentMs);
      }
    });
  }
}
