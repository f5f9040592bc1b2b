/**
 * The values under which an object is found in an index.
 *
 * @public
 */
export type Indexer<T> = (object: T) => readonly string[];

/** One index: which keys have which values. */
export class ObjectIndex<T> {
  readonly #keysByValue = new Map<string, Set<string>>();
  readonly #valuesByKey = new Map<string, readonly string[]>();

  constructor(
    readonly indexer: Indexer<T>,
    private readonly onError: (error: unknown, key: string) => void,
  ) {}

  keysOf(value: string): Iterable<string> {
    return this.#keysByValue.get(value) ?? [];
  }

  values(): string[] {
    return [...this.#keysByValue.keys()];
  }

  put(key: string, object: T): void {
    this.remove(key);
    let values: readonly string[] = [];
    try {
      values = this.indexer(object);
    } catch (error) {
      this.onError(error, key);
    }
    this.#valuesByKey.set(key, values);
    for (const value of values) {
      const keys = this.#keysByValue.get(value);
      if (keys) {
        keys.add(key);
      } else {
        this.#keysByValue.set(value, new Set([key]));
      }
    }
  }

  remove(key: string): void {
    for (const value of this.#valuesByKey.get(key) ?? []) {
      const keys = this.#keysByValue.get(value);
      keys?.delete(key);
      if (keys?.size === 0) {
        this.#keysByValue.delete(value);
      }
    }
    this.#valuesByKey.delete(key);
  }
}
