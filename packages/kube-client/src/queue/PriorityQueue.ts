/** Every tenth key is taken from the lowest priority, so that it does not starve. */
const turnsBeforeLowest = 10;

/**
 * Keys that wait for a worker, by priority and in FIFO order within a priority. A key is contained once, with its highest
 * priority.
 */
export class PriorityQueue<K> {
  readonly #lines = new Map<number, Set<K>>();
  readonly #priorities = new Map<K, number>();
  #turns = 0;

  get size(): number {
    return this.#priorities.size;
  }

  has(key: K): boolean {
    return this.#priorities.has(key);
  }

  add(key: K, priority: number): void {
    const existing = this.#priorities.get(key);
    if (existing !== undefined && existing >= priority) {
      return;
    }
    this.#remove(key);
    const line = this.#lines.get(priority) ?? new Set();
    this.#lines.set(priority, line);
    line.add(key);
    this.#priorities.set(key, priority);
  }

  /** Removes and returns the next key. */
  take(): { key: K; priority: number } | undefined {
    const priorities = [...this.#lines.keys()];
    if (priorities.length === 0) {
      return undefined;
    }
    this.#turns += 1;
    const lowestsTurn =
      priorities.length > 1 && this.#turns % turnsBeforeLowest === 0;
    const priority = lowestsTurn
      ? Math.min(...priorities)
      : Math.max(...priorities);
    for (const key of this.#lines.get(priority) ?? []) {
      this.#remove(key);
      return { key, priority };
    }
    return undefined;
  }

  clear(): void {
    this.#lines.clear();
    this.#priorities.clear();
  }

  #remove(key: K): void {
    const priority = this.#priorities.get(key);
    if (priority === undefined) {
      return;
    }
    this.#priorities.delete(key);
    const line = this.#lines.get(priority);
    line?.delete(key);
    if (line?.size === 0) {
      this.#lines.delete(priority);
    }
  }
}
