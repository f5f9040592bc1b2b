/**
 * Source of time and timers. Tests replace it.
 *
 * @public
 */
export interface Clock {
  /** Wall clock in milliseconds since 1970, for timestamps only. It can jump. */
  now(): number;
  /** Monotonic clock in milliseconds, for durations and deadlines. */
  monotonic(): number;
  /**
   * Calls back once after `ms` milliseconds.
   *
   * @returns a function that cancels it
   */
  after(ms: number, callback: () => void): () => void;
}

/** Node limits timers to 31 bits. Longer ones would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * The clock of the system.
 *
 * @public
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(ms, 0), maxTimerMs));
    return () => clearTimeout(timer);
  },
};
