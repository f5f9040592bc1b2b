import { indexValuesOf } from './indexes';
import type { ResourceKind, ResourceObject } from './ResourceReader';
import { historyPosition, SortedPositions } from './SortedPositions';

/** The keys of objects, and their order from the first time that it is needed. */
interface IndexEntry {
  keys: Set<string>;
  positions?: SortedPositions;
}

type IndexPair = readonly [index: string, value: string];

/** Finds the objects of a kind by the values of its indexes. */
export class ObjectIndexes {
  readonly #kind: ResourceKind;
  readonly #objects: ReadonlyMap<string, ResourceObject>;
  /** By index, then by value: a value is looked up in several kinds, and its hash is computed once. */
  readonly #entries = new Map<string, Map<string, IndexEntry>>();

  /** @param objects - of the kind, by key. It changes before the indexes do */
  constructor(
    kind: ResourceKind,
    objects: ReadonlyMap<string, ResourceObject>,
  ) {
    this.#kind = kind;
    this.#objects = objects;
  }

  /** The keys of the objects with a value. */
  keys(index: string, value: string): Iterable<string> {
    return this.#entries.get(index)?.get(value)?.keys ?? [];
  }

  /** The keys of the objects with a value, in their order. Undefined when there are none. */
  positions(index: string, value: string): SortedPositions | undefined {
    const entry = this.#entries.get(index)?.get(value);
    if (!entry) return undefined;
    entry.positions ??= new SortedPositions(
      [...entry.keys].flatMap(key => {
        const object = this.#objects.get(key);
        return object ? [[historyPosition(object), key] as const] : [];
      }),
    );
    return entry.positions;
  }

  /** Adds an object. @param old - its last version, if there is one */
  add(key: string, object: ResourceObject, old?: ResourceObject): void {
    const pairs = this.#pairsOf(object);
    const oldPairs = old ? this.#pairsOf(old) : [];
    const isMoved = old && historyPosition(old) !== historyPosition(object);
    if (old) {
      const isLeft = (pair: IndexPair) => isMoved || !includes(pairs, pair);
      this.#delete(oldPairs.filter(isLeft), key, old);
    }
    for (const pair of pairs) {
      if (!isMoved && includes(oldPairs, pair)) continue;
      const entry = this.#entryOf(pair);
      entry.keys.add(key);
      entry.positions?.add(historyPosition(object), key);
    }
  }

  /** Removes an object. */
  remove(key: string, object: ResourceObject): void {
    this.#delete(this.#pairsOf(object), key, object);
  }

  #delete(
    pairs: readonly IndexPair[],
    key: string,
    object: ResourceObject,
  ): void {
    for (const [index, value] of pairs) {
      const byValue = this.#entries.get(index);
      const entry = byValue?.get(value);
      entry?.keys.delete(key);
      entry?.positions?.remove(historyPosition(object));
      if (entry?.keys.size === 0) byValue?.delete(value);
    }
  }

  #entryOf([index, value]: IndexPair): IndexEntry {
    const byValue = this.#entries.get(index) ?? new Map<string, IndexEntry>();
    this.#entries.set(index, byValue);
    const entry = byValue.get(value) ?? { keys: new Set() };
    byValue.set(value, entry);
    return entry;
  }

  /** The values of an object that the schema of the kind has returned. */
  #pairsOf(object: ResourceObject): IndexPair[] {
    return [
      ...Object.entries(indexValuesOf(this.#kind, object)),
      ...Object.entries(this.#kind.indexValues?.(object) ?? {}),
    ];
  }
}

function includes(
  pairs: readonly IndexPair[],
  [index, value]: IndexPair,
): boolean {
  return pairs.some(pair => pair[0] === index && pair[1] === value);
}
