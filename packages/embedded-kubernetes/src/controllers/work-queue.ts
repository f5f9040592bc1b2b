/** How long others may have to wait for their turn. */
const sliceMs = 5;

/**
 * Runs keyed work of this process later, each key once however often it was asked for meanwhile.
 * Between slices other requests get their turn.
 */
export class WorkLoop<Key extends string = string> {
  private readonly queue = new Set<Key>();
  private scheduled: NodeJS.Immediate | undefined;
  private stopped = false;

  /**
   * @param work - what to do for a key; may add further keys
   * @param onError - told of a failure; the key is not tried again until somebody adds it
   */
  constructor(
    private readonly work: (key: Key) => void,
    private readonly onError: (error: unknown, key: Key) => void,
  ) {}

  add(key: Key): void {
    if (this.stopped) return;
    this.queue.add(key);
    this.scheduled ??= setImmediate(() => this.run());
  }

  stop(): void {
    this.stopped = true;
    this.queue.clear();
    if (this.scheduled) clearImmediate(this.scheduled);
  }

  private run(): void {
    this.scheduled = undefined;
    const deadline = performance.now() + sliceMs;
    for (const key of this.queue) {
      this.queue.delete(key);
      try {
        this.work(key);
      } catch (error) {
        this.onError(error, key);
      }
      if (performance.now() > deadline) break;
    }
    if (this.queue.size > 0 && !this.stopped) {
      this.scheduled ??= setImmediate(() => this.run());
    }
  }
}
