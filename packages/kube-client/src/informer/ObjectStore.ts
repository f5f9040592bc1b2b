import { KubeObject } from '../objects/KubeObject';

/**
 * Returns the values of an object in an index.
 *
 * @public
 */
export type IndexFunc<T> = (object: T) => readonly string[];

/** One index: values by key and keys by value. */
class ObjectIndex<T> {
  readonly #keysByValue = new Map<string, Set<string>>();
  readonly #valuesByKey = new Map<string, readonly string[]>();

  constructor(
    readonly indexer: IndexFunc<T>,
    private readonly onError: (error: unknown, key: string) => void,
  ) {}

  keysOf(value: string): Iterable<string> {
    return this.#keysByValue.get(value) ?? [];
  }

  countOf(value: string): number {
    return this.#keysByValue.get(value)?.size ?? 0;
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

/** Objects by key, with indexes. */
export class ObjectStore<T extends KubeObject> {
  readonly #objects = new Map<string, T>();
  readonly #indexes = new Map<string, ObjectIndex<T>>();

  constructor(
    private readonly onIndexError: (
      error: unknown,
      key: string,
      index: string,
    ) => void,
  ) {}

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  list(): T[] {
    return [...this.#objects.values()];
  }

  /** @throws Error if the index does not exist */
  byIndex(name: string, value: string): T[] {
    const keys = this.#index(name).keysOf(value);
    const found: T[] = [];
    for (const key of keys) {
      const object = this.#objects.get(key);
      if (object) {
        found.push(object);
      }
    }
    return found;
  }

  /** @throws Error if the index does not exist */
  countByIndex(name: string, value: string): number {
    return this.#index(name).countOf(value);
  }

  /** Returns the values of an index. @throws Error if the index does not exist */
  indexValues(name: string): string[] {
    return this.#index(name).values();
  }

  put(key: string, object: T): void {
    this.#objects.set(key, object);
    for (const index of this.#indexes.values()) {
      index.put(key, object);
    }
  }

  remove(key: string): void {
    this.#objects.delete(key);
    for (const index of this.#indexes.values()) {
      index.remove(key);
    }
  }

  /** @throws Error if the name is already taken by another function */
  addIndex(name: string, indexer: IndexFunc<T>): void {
    const existing = this.#indexes.get(name);
    if (existing?.indexer === indexer) {
      return;
    }
    if (existing) {
      throw new Error(`index "${name}" already exists with another function`);
    }
    const index = new ObjectIndex<T>(indexer, (error, key) =>
      this.onIndexError(error, key, name),
    );
    for (const [key, object] of this.#objects) {
      index.put(key, object);
    }
    this.#indexes.set(name, index);
  }

  #index(name: string): ObjectIndex<T> {
    const index = this.#indexes.get(name);
    if (!index) {
      const known = [...this.#indexes.keys()].join(', ') || 'none';
      throw new Error(
        `index "${name}" does not exist; existing indexes: ${known}`,
      );
    }
    return index;
  }
}
