/** Keys with due times, the earliest first. A key is contained once, with its earliest time. */
export class DelayQueue<K> {
  readonly #heap: Array<{ key: K; due: number }> = [];
  readonly #dueByKey = new Map<K, number>();

  get size(): number {
    return this.#dueByKey.size;
  }

  add(key: K, due: number): void {
    const existing = this.#dueByKey.get(key);
    if (existing !== undefined && existing <= due) {
      return;
    }
    // An outdated entry stays in the heap and is skipped later.
    this.#dueByKey.set(key, due);
    this.#heap.push({ key, due });
    this.#siftUp(this.#heap.length - 1);
  }

  /** The earliest due time. */
  get earliest(): number | undefined {
    this.#dropOutdated();
    return this.#heap[0]?.due;
  }

  /** Removes and returns the earliest key if it is due. */
  takeDue(now: number): K | undefined {
    this.#dropOutdated();
    const [first] = this.#heap;
    if (!first || first.due > now) {
      return undefined;
    }
    this.#dueByKey.delete(first.key);
    this.#removeFirst();
    return first.key;
  }

  clear(): void {
    this.#heap.length = 0;
    this.#dueByKey.clear();
  }

  #dropOutdated(): void {
    let [first] = this.#heap;
    while (first && this.#dueByKey.get(first.key) !== first.due) {
      this.#removeFirst();
      [first] = this.#heap;
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#siftDown(0);
    }
  }

  #siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfLater(parent, index)) {
        return;
      }
      index = parent;
    }
  }

  #siftDown(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const child = this.#dueAt(right) < this.#dueAt(left) ? right : left;
      if (!this.#swapIfLater(index, child)) {
        return;
      }
      index = child;
    }
  }

  #dueAt(index: number): number {
    return this.#heap[index]?.due ?? Infinity;
  }

  #swapIfLater(parent: number, child: number): boolean {
    const above = this.#heap[parent];
    const below = this.#heap[child];
    if (!above || !below || above.due <= below.due) {
      return false;
    }
    this.#heap[parent] = below;
    this.#heap[child] = above;
    return true;
  }
}
