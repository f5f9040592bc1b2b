import type { ResourceObject } from './ResourceReader';

/** Digits of the largest resource version, an unsigned number of 64 bits. */
const versionLength = 20;

/**
 * The place of an object among those of its kind: a text that sorts by time of creation. Creation times have a resolution of a
 * second. Within one, the resource version of the last write gives the order: that of objects which do not change any more stays.
 */
export function historyPosition({ metadata }: ResourceObject): string {
  const { creationTimestamp = '', namespace = '', name } = metadata;
  const version = (metadata.resourceVersion ?? '').padStart(versionLength, '0');
  return `${creationTimestamp} ${version} ${namespace}/${name}`;
}

/** Keys of objects, sorted by their position. */
export class SortedPositions {
  /** The oldest first. */
  readonly #entries: (readonly [position: string, key: string])[];

  constructor(entries: (readonly [position: string, key: string])[]) {
    this.#entries = entries.sort(([a], [b]) => compare(a, b));
  }

  add(position: string, key: string): void {
    this.#entries.splice(this.#countBefore(position), 0, [position, key]);
  }

  remove(position: string): void {
    const index = this.#countBefore(position);
    if (this.#entries[index]?.[0] === position) this.#entries.splice(index, 1);
  }

  /** The keys from the newest to the oldest, or those that are older than a position. */
  *newestFirst(after?: string): Iterable<string> {
    const end =
      after === undefined ? this.#entries.length : this.#countBefore(after);
    for (let index = end - 1; index >= 0; index -= 1) {
      yield this.#entries[index][1];
    }
  }

  /** How many entries come before a position. */
  #countBefore(position: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (compare(this.#entries[middle][0], position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
