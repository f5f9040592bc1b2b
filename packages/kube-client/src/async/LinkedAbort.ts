/**
 * An abort that follows others until it is let go. `AbortSignal.any` would do the same, but what it returns lives as long as
 * the longest-lived of its sources (measured on Node 24: a kilobyte for every request under a process-wide signal).
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

  /** Follows nobody any more. Always to be called in the end. */
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
