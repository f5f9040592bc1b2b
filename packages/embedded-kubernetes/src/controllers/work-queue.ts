/** How long the queue runs before it yields to the event loop. */
const sliceMs = 5;

/**
 * Runs work by key, asynchronously. A key that is added several times before its turn runs once.
 */
export class WorkQueue<Key extends string = string> {
  private readonly keys = new Set<Key>();
  private scheduled: NodeJS.Immediate | undefined;
  private stopped = false;

  /**
   * @param work - processes a key; may add keys
   * @param onError - called with each failure; a failed key does not run again until it is added again
   */
  constructor(
    private readonly work: (key: Key) => void,
    private readonly onError: (error: unknown, key: Key) => void,
  ) {}

  add(key: Key): void {
    if (this.stopped) return;
    this.keys.add(key);
    this.scheduled ??= setImmediate(() => this.run());
  }

  stop(): void {
    this.stopped = true;
    this.keys.clear();
    if (this.scheduled) clearImmediate(this.scheduled);
  }

  private run(): void {
    this.scheduled = undefined;
    const deadline = performance.now() + sliceMs;
    for (const key of this.keys) {
      this.keys.delete(key);
      try {
        this.work(key);
      } catch (error) {
        this.onError(error, key);
      }
      if (performance.now() > deadline) break;
    }
    if (this.keys.size > 0 && !this.stopped) {
      this.scheduled ??= setImmediate(() => this.run());
    }
  }
}
