/**
 * The time, as every part of this package asks for it, so that a test can hold it in its hand.
 *
 * @public
 */
export interface Clock {
  /** Wall clock, in milliseconds since 1970. For time stamps only: it may jump. */
  now(): number;
  /** Milliseconds since some fixed moment; never goes back. For every duration and deadline. */
  monotonic(): number;
  /**
   * Calls back once after `ms` milliseconds.
   *
   * @returns a function that cancels it
   */
  after(ms: number, callback: () => void): () => void;
}

/** Node counts timers in 31 bits; anything longer would fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * The clock of the machine.
 *
 * @public
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(ms, 0), longestTimer));
    return () => clearTimeout(timer);
  },
};
