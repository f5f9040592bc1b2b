import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { HandlerSet } from './HandlerSet';
import { ObjectStore } from './ObjectStore';
import { ReflectorStore } from './ReflectorOptions';

export interface ScopedStoreOptions<T extends KubeObject> {
  store: ObjectStore<T>;
  handlers: HandlerSet<T>;
  /** Makes an object fit to be kept. */
  prepare(object: T): T;
  onSynced(): void;
}

/**
 * The share of the cache that one list and watch is responsible for: turns states and changes into additions, updates and
 * deletions, in the store and for the handlers.
 */
export class ScopedStore<T extends KubeObject> implements ReflectorStore<T> {
  readonly #keys = new Set<string>();
  readonly #options: ScopedStoreOptions<T>;
  #synced = false;

  constructor(options: ScopedStoreOptions<T>) {
    this.#options = options;
  }

  /** Whether the whole state was read at least once. */
  get synced(): boolean {
    return this.#synced;
  }

  replace(objects: T[]): number {
    const present = new Set<string>();
    for (const object of objects) {
      present.add(keyOf(object));
      this.#put(object, !this.#synced);
    }
    const vanished = [...this.#keys].filter(key => !present.has(key));
    for (const key of vanished) {
      this.#drop(key);
    }
    if (!this.#synced) {
      this.#synced = true;
      this.#options.onSynced();
    }
    return vanished.length;
  }

  upsert(object: T): void {
    this.#put(object, false);
  }

  remove(object: T): void {
    this.#drop(keyOf(object), this.#options.prepare(object));
  }

  #put(object: T, initial: boolean): void {
    const { store, handlers, prepare } = this.#options;
    const key = keyOf(object);
    let before = store.get(key);
    if (before && before.metadata.uid !== object.metadata.uid) {
      // Deleted and made anew while nobody watched: two objects, not one that changed.
      this.#drop(key);
      before = undefined;
    }
    const version = object.metadata.resourceVersion;
    if (before && version && before.metadata.resourceVersion === version) {
      return;
    }
    const after = prepare(object);
    this.#keys.add(key);
    store.put(key, after);
    if (before) {
      handlers.update(before, after, { resync: false });
    } else {
      handlers.addAll(after, { initial });
    }
  }

  /** Takes an object out; without its last state, because nobody saw it go. */
  #drop(key: string, last?: T): void {
    const { store, handlers } = this.#options;
    const known = store.get(key);
    this.#keys.delete(key);
    if (known) {
      store.remove(key);
      handlers.delete(last ?? known, { stale: last === undefined });
    }
  }
}
