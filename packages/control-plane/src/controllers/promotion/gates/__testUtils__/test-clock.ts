import { Clock } from '@promenade/kube-client';

/** A clock that only the test advances. */
export class TestClock implements Clock {
  #ms = Date.parse('2026-01-01T12:00:00Z');
  readonly #timers = new Map<object, { due: number; callback: () => void }>();

  now(): number {
    return this.#ms;
  }

  monotonic(): number {
    return this.#ms;
  }

  after(ms: number, callback: () => void): () => void {
    const id = {};
    this.#timers.set(id, { due: this.#ms + ms, callback });
    return () => this.#timers.delete(id);
  }

  /** Remaining times of the timers in milliseconds, in order. */
  get waits(): number[] {
    return [...this.#timers.values()]
      .map(({ due }) => due - this.#ms)
      .sort((a, b) => a - b);
  }

  /** Advances the time and fires due timers in order. */
  advance(ms: number): void {
    this.#ms += ms;
    const due = [...this.#timers].filter(([, timer]) => timer.due <= this.#ms);
    due.sort(([, a], [, b]) => a.due - b.due);
    for (const [id, { callback }] of due) {
      if (this.#timers.delete(id)) callback();
    }
  }
}
