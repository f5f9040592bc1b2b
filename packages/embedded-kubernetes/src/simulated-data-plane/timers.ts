/** Timers, so that tests can let time pass as they like. */
export interface Timers {
  /** Calls back after a while; returns how to prevent that. */
  schedule(milliseconds: number, callback: () => void): () => void;
}

/** The timers of the machine. They keep no process alive. */
export const realTimers: Timers = {
  schedule: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
