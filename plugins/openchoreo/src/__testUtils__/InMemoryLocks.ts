/** Exclusive Web Locks of one browser. */
export class InMemoryLocks {
  readonly #queues = new Map<string, Promise<unknown>>();

  async request(
    name: string,
    { signal }: { signal: AbortSignal },
    onGranted: () => void | Promise<void>,
  ): Promise<unknown> {
    const previous = this.#queues.get(name) ?? Promise.resolve();
    const held = previous.then(() =>
      signal.aborted ? undefined : onGranted(),
    );
    this.#queues.set(
      name,
      held.catch(() => {}),
    );
    return held;
  }
}
