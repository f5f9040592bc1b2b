/** Work that is done later, unless it is stopped before. A timer does not keep the process running. */
export class Timers {
  readonly #timers = new Set<NodeJS.Timeout>();
  #isStopped = false;

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Does some work after a time in milliseconds. */
  schedule(ms: number, work: () => void): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    timer.unref?.();
    this.#timers.add(timer);
  }

  /** Ends all timers, and starts no others. */
  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
