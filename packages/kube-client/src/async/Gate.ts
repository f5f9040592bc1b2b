import { abortable } from './abortable';

/** Opens once; whoever waits then goes on. */
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

  /** @throws the signal's reason when that is aborted first */
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
