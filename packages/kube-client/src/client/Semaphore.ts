import { abortable } from '../async/abortable';

/** Limits the number of concurrent callers. Others wait in FIFO order. */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(size: number) {
    this.#free = size;
  }

  /** @returns a function that releases the slot; further calls have no effect */
  async acquire(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await abortable<void>(signal, admit => {
        this.#waiting.add(admit);
        return () => this.#waiting.delete(admit);
      });
    }
    let left = false;
    return () => {
      if (!left) {
        left = true;
        this.#release();
      }
    };
  }

  #release(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#free += 1;
    }
  }
}
