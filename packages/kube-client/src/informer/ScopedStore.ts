import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { HandlerSet } from './HandlerSet';
import { ObjectStore } from './ObjectStore';
import { ReflectorStore } from './ReflectorOptions';

export interface ScopedStoreOptions<T extends KubeObject> {
  store: ObjectStore<T>;
  handlers: HandlerSet<T>;
  /** Transforms and freezes an object before it is stored. */
  prepare(object: T): T;
  onSynced(): void;
}

/**
 * The part of the cache that one reflector fills. Turns lists and events into additions, updates and deletions, in the store and
 * for the handlers.
 */
export class ScopedStore<T extends KubeObject> implements ReflectorStore<T> {
  readonly #keys = new Set<string>();
  readonly #options: ScopedStoreOptions<T>;
  #synced = false;

  constructor(options: ScopedStoreOptions<T>) {
    this.#options = options;
  }

  /** Whether the objects were listed at least once. */
  get hasSynced(): boolean {
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
      // Deleted and created again between two lists: two objects, not an update.
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

  /** Removes an object. Without `last`, its deletion was not observed. */
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
