/** Every tenth key is not taken from the highest priority but from the one that waits longest. */
const fairTurnInterval = 10;

/**
 * Keys that wait for a worker, by priority and in FIFO order within a priority. A key is contained once, with its highest
 * priority. No priority starves: with n priorities, each gets at least one of 10 × (n − 1) turns.
 */
export class PriorityQueue<K> {
  readonly #lines = new Map<number, Set<K>>();
  readonly #priorities = new Map<K, number>();
  /** Turn in which a key of a priority was last taken. */
  readonly #takenAt = new Map<number, number>();
  #turn = 0;

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
    const priorities = [...this.#lines.keys()].sort((a, b) => b - a);
    const [highest, ...others] = priorities;
    if (highest === undefined) {
      return undefined;
    }
    this.#turn += 1;
    const isFairTurn = others.length > 0 && this.#turn % fairTurnInterval === 0;
    const priority = isFairTurn ? this.#leastRecentlyTaken(others) : highest;
    this.#takenAt.set(priority, this.#turn);
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

  /** @param priorities - in descending order: of priorities that wait equally long, the first is returned */
  #leastRecentlyTaken(priorities: number[]): number {
    const takenAt = (priority: number) => this.#takenAt.get(priority) ?? 0;
    return priorities.reduce((first, next) =>
      takenAt(next) < takenAt(first) ? next : first,
    );
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
