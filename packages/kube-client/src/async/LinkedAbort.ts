/**
 * An abort controller that follows other signals until it is unlinked. A signal of `AbortSignal.any` would stay in memory as long as the
 * longest-lived source (Node 24: one kilobyte for each request under a process-wide signal).
 */
export class LinkedAbort {
  readonly #controller = new AbortController();
  readonly #unlink: Array<() => void> = [];

  constructor(...sources: Array<AbortSignal | undefined>) {
    for (const source of sources) {
      if (source) {
        this.#follow(source);
      }
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    this.#controller.abort(reason);
    this.unlink();
  }

  /** Stops following the sources. Must always be called. */
  unlink(): void {
    this.#unlink.splice(0).forEach(unlink => unlink());
  }

  #follow(source: AbortSignal): void {
    if (source.aborted) {
      this.abort(source.reason);
      return;
    }
    const onAbort = () => this.abort(source.reason);
    source.addEventListener('abort', onAbort, { once: true });
    this.#unlink.push(() => source.removeEventListener('abort', onAbort));
  }
}
