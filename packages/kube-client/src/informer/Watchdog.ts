import { Clock } from '../clock/Clock';

/** Barks once when it was not patted for too long. */
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

  /** There is life; from now on it may be silent for `limitMs`. */
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

  // One timer, moved on when it fires: setting one per event would cost more than the event.
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
