/** Timers, replaceable in tests. */
export interface Timers {
  /** Calls back after a delay; returns a function that cancels it. */
  schedule(milliseconds: number, callback: () => void): () => void;
}

/** The timers of Node. They do not keep the process alive. */
export const realTimers: Timers = {
  schedule: (milliseconds, callback) => {
    if (milliseconds <= 0) {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
