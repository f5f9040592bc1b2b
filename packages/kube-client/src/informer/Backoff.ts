import { Clock } from '../clock/Clock';

const firstMs = 800;
const longestMs = 30_000;
const forgetAfterMs = 120_000;

/**
 * Waits that double, with as much chance again on top so that many clients do not come back together, and start small again
 * after a time without failures. The figures are client-go's for reflectors.
 */
export class Backoff {
  #nextMs = firstMs;
  #lastAt = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** How long to wait this time, in milliseconds. */
  next(): number {
    const now = this.clock.monotonic();
    if (now - this.#lastAt > forgetAfterMs) {
      this.#nextMs = firstMs;
    }
    const base = this.#nextMs;
    const wait = base * (1 + this.random());
    this.#nextMs = Math.min(base * 2, longestMs);
    this.#lastAt = now + wait;
    return wait;
  }
}
