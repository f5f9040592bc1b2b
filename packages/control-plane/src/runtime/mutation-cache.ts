import {
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
} from '@promenade/kube-client';

type Informer<T extends KubeObject> = Pick<
  SharedInformer<T>,
  'get' | 'addHandler' | 'resourceVersion'
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
    const written = this.#written.get(keyOf(key));
    if (written && this.#isDelivered(written)) {
      this.#written.delete(keyOf(key));
      return undefined;
    }
    return written;
  }

  /** All undelivered writes, by key. */
  entries(): Array<[string, T]> {
    return [...this.#written].filter(([, object]) => this.get(object.metadata));
  }

  /** Records an object that the server returned for a write. */
  recordWrite(object: T): void {
    const cached = this.#informer.get(keyOf(object));
    if (!cached || isOlder(cached, object)) {
      this.#written.set(keyOf(object), object);
    }
  }

  /**
   * Whether the informer has passed the version of a write. This also finds an object whose deletion was delivered before its
   * write was recorded, or that a list no longer contains; there is no further event for either.
   */
  #isDelivered({ metadata }: T): boolean {
    const current = this.#informer.resourceVersion(metadata.namespace);
    return (
      current !== undefined &&
      !isOlder({ metadata: { resourceVersion: current } }, { metadata })
    );
  }

  #dropDelivered(object: T): void {
    const key = keyOf(object);
    const written = this.#written.get(key);
    if (written && !isOlder(object, written)) this.#written.delete(key);
  }
}

interface Versioned {
  readonly metadata: { readonly resourceVersion?: string };
}

/**
 * Whether a version of an object is older than another. Compares resource versions as decimal numbers: Kubernetes 1.35
 * guarantees them, and earlier API servers use them as well. False if one is not a number.
 */
export function isOlder(one: Versioned, other: Versioned): boolean {
  const a = one.metadata.resourceVersion ?? '';
  const b = other.metadata.resourceVersion ?? '';
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}
