import {
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
} from '@promenade/kube-client';

/** The part of an informer that tells how far the watch is. */
type Told<T extends KubeObject> = Pick<SharedInformer<T>, 'get' | 'addHandler'>;

/**
 * What the server made of our own writes, as long as the watch has not told it: with it, a cache is never behind
 * the one who writes.
 */
export class MutationCache<T extends KubeObject> {
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
  recordWrite(object: T): void {
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

/**
 * Whether one version of an object is older than another. Resource versions
 * are decimal numbers that grow, on every API server since Kubernetes 1.35 by
 * contract and before that in fact; what is no number cannot be told.
 */
export function isOlder(one: KubeObject, other: KubeObject): boolean {
  const a = one.metadata.resourceVersion ?? '';
  const b = other.metadata.resourceVersion ?? '';
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}
