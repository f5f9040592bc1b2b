import {
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
} from '@promenade/kube-client';
import { isOlder } from './resource-version';

/** The part of an informer that tells how far the watch is. */
type Told<T extends KubeObject> = Pick<SharedInformer<T>, 'get' | 'addHandler'>;

/**
 * What the server made of our own writes, as long as the watch has not told it: with it, a cache is never behind
 * the one who writes.
 */
export class RecentWrites<T extends KubeObject> {
  readonly #informer: Told<T>;
  readonly #written = new Map<string, T>();

  constructor(informer: Told<T>) {
    this.#informer = informer;
    informer.addHandler({
      onAdd: object => this.#seen(object),
      onUpdate: (_, object) => this.#seen(object),
      onDelete: (object, { stale }) => {
        if (stale) this.#written.delete(keyOf(object));
        else this.#seen(object);
      },
    });
  }

  get(key: ObjectKey): T | undefined {
    return this.#written.get(keyOf(key));
  }

  /** All of them, by key. */
  entries(): Iterable<[string, T]> {
    return this.#written.entries();
  }

  /** Takes note of what the server made of a write. */
  wrote(object: T): void {
    const known = this.#informer.get(keyOf(object));
    if (!known || isOlder(known, object)) {
      this.#written.set(keyOf(object), object);
    }
  }

  #seen(object: T): void {
    const key = keyOf(object);
    const written = this.#written.get(key);
    if (written && !isOlder(object, written)) this.#written.delete(key);
  }
}
