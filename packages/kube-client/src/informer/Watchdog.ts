import { Clock } from '../clock/Clock';

/** Barks once when it was not patted for too long. */
export class Watchdog {
  #pattedAt: number;
  #cancel: () => void;

  constructor(
    private readonly clock: Clock,
    private readonly onSilence: (silentMs: number) => void,
    private limitMs: number,
  ) {
    this.#pattedAt = clock.monotonic();
    this.#cancel = this.#arm(limitMs);
  }

  /** There is life; from now on it may be silent for `limitMs`. */
  pat(limitMs = this.limitMs): void {
    this.#pattedAt = this.clock.monotonic();
    if (limitMs < this.limitMs) {
      this.limitMs = limitMs;
      this.#cancel();
      this.#cancel = this.#arm(limitMs);
    }
  }

  stop(): void {
    this.#cancel();
  }

  // One timer, moved on when it fires: setting one per event would cost more than the event.
  #arm(ms: number): () => void {
    return this.clock.after(ms, () => {
      const silentMs = this.clock.monotonic() - this.#pattedAt;
      if (silentMs >= this.limitMs) {
        this.onSilence(silentMs);
      } else {
        this.#cancel = this.#arm(this.limitMs - silentMs);
      }
    });
  }
}
