import { abortable } from './abortable';

/** A latch: opens once and then resolves all waits. */
export class Gate {
  #open = false;
  readonly #waiting = new Set<() => void>();

  open(): void {
    this.#open = true;
    for (const go of this.#waiting) {
      go();
    }
    this.#waiting.clear();
  }

  /** @throws the reason of the signal if it is aborted before */
  async wait(signal?: AbortSignal): Promise<void> {
    if (this.#open) {
      signal?.throwIfAborted();
      return;
    }
    await abortable<void>(signal, go => {
      this.#waiting.add(go);
      return () => this.#waiting.delete(go);
    });
  }
}
