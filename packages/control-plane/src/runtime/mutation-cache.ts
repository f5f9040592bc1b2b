import {
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
} from '@promenade/kube-client';

type Informer<T extends KubeObject> = Pick<
  SharedInformer<T>,
  'get' | 'addHandler'
>;

/**
 * The results of own writes until the watch delivers them (client-go's MutationCache). Combined with the informer's cache, a
 * reconciler always reads its own writes.
 */
export class MutationCache<T extends KubeObject> {
  readonly #informer: Informer<T>;
  readonly #written = new Map<string, T>();

  constructor(informer: Informer<T>) {
    this.#informer = informer;
    informer.addHandler({
      onAdd: object => this.#dropDelivered(object),
      onUpdate: (_, object) => this.#dropDelivered(object),
      onDelete: (object, { stale }) => {
        if (stale) this.#written.delete(keyOf(object));
        else this.#dropDelivered(object);
      },
    });
  }

  get(key: ObjectKey): T | undefined {
    return this.#written.get(keyOf(key));
  }

  /** All undelivered writes, by key. */
  entries(): Iterable<[string, T]> {
    return this.#written.entries();
  }

  /** Records an object that the server returned for a write. */
  recordWrite(object: T): void {
    const cached = this.#informer.get(keyOf(object));
    if (!cached || isOlder(cached, object)) {
      this.#written.set(keyOf(object), object);
    }
  }

  #dropDelivered(object: T): void {
    const key = keyOf(object);
    const written = this.#written.get(key);
    if (written && !isOlder(object, written)) this.#written.delete(key);
  }
}

/**
 * Whether a version of an object is older than another. Compares resource versions as decimal numbers: Kubernetes 1.35
 * guarantees them, and earlier API servers use them as well. False if one is not a number.
 */
export function isOlder(one: KubeObject, other: KubeObject): boolean {
  const a = one.metadata.resourceVersion ?? '';
  const b = other.metadata.resourceVersion ?? '';
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}
