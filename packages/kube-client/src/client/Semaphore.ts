import { abortable } from '../async/abortable';

/** Lets a fixed number of callers in at a time; the others wait in the order they came. */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(size: number) {
    this.#free = size;
  }

  /** @returns what to call when done; calling it again does nothing */
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
