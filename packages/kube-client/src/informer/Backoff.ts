import { Clock } from '../clock/Clock';

const initialMs = 800;
const maxMs = 30_000;
const resetAfterMs = 120_000;

/**
 * Exponential backoff with jitter that is reset after a time without failures. The values are those of client-go for reflectors.
 */
export class Backoff {
  #nextMs = initialMs;
  #lastAt = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Returns the next delay in milliseconds. */
  next(): number {
    const now = this.clock.monotonic();
    if (now - this.#lastAt > resetAfterMs) {
      this.#nextMs = initialMs;
    }
    const base = this.#nextMs;
    const wait = base * (1 + this.random());
    this.#nextMs = Math.min(base * 2, maxMs);
    this.#lastAt = now + wait;
    return wait;
  }
}
