/** A read takes at most this share of the time. */
const readShare = 0.05;

/** A read that is repeated with pauses. Those who wait for it while it is in progress share it. */
export class RepeatedRead {
  readonly #read: () => Promise<void>;
  #reading: Promise<void> | undefined;
  /** When the last read ended, as `performance.now()`, and how long it took. */
  #last = { endedAt: performance.now(), durationMs: 0 };

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  /** Whether a pause of at least this length, in milliseconds, has passed. It is longer where a read takes long. */
  isDue(pauseMs: number): boolean {
    const { endedAt, durationMs } = this.#last;
    const leastMs = Math.max(pauseMs, durationMs / readShare);
    return performance.now() - endedAt >= leastMs;
  }

  /** Reads now, or waits for the read that is in progress. @throws what the read throws */
  async run(): Promise<void> {
    const startedAt = performance.now();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
      const endedAt = performance.now();
      this.#last = { endedAt, durationMs: endedAt - startedAt };
    });
    await this.#reading;
  }
}
