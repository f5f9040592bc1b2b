import {
  InformerFactory,
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
  stripManagedFields,
} from '@promenade/kube-client';
import { MutationCache } from './mutation-cache';
import { ObjectIndex, Read, TypedResource } from './read';
import { RecoverSpec, recoverDeleted } from './recover-deleted';
import { validationError } from './validation';

/** The cached objects that match their schema. Shared by all caches, because an informer is shared by all caches of a factory. */
const validObjects = new WeakSet<KubeObject>();

/** Whether an object of an informer matches its schema. */
export function isValidObject(object: KubeObject): boolean {
  return validObjects.has(object);
}

/**
 * {@link Read} on shared informers (controller-runtime's cache), combined with own writes that the watches have not delivered
 * yet. Objects are parsed when they arrive, which fills defaults. Objects that do not match their schema are not returned;
 * see {@link ObjectCache.invalidObject}.
 */
export class ObjectCache implements Read {
  readonly #informers: InformerFactory;
  readonly #indexers: Record<string, (object: KubeObject) => string[]>;
  readonly #recoverSpec: RecoverSpec;
  readonly #mutationCaches = new Map<string, unknown>();

  /**
   * @param indexes - every index that {@link Read.byIndex} is called with
   * @param recoverSpec - for {@link Read.recoverDeleted}
   */
  constructor(
    informers: InformerFactory,
    indexes: readonly ObjectIndex[],
    recoverSpec: RecoverSpec = () => undefined,
  ) {
    this.#informers = informers;
    this.#recoverSpec = recoverSpec;
    this.#indexers = Object.fromEntries(
      indexes.map(({ name, valuesOf, invalidValuesOf }) => [
        name,
        object =>
          (validObjects.has(object) ? valuesOf : invalidValuesOf)?.(object) ??
          [],
      ]),
    );
  }

  /** Whether an object of an informer of this cache matches its schema. */
  isValid(object: KubeObject): boolean {
    return validObjects.has(object);
  }

  /** Returns the informer of a kind. The first call creates it. */
  informer<T extends KubeObject>(type: TypedResource<T>): SharedInformer<T> {
    return this.#informers.for<T>(type, {
      indexers: this.#indexers,
      transform: object => {
        const parsed = type.schema.parse(stripManagedFields(object));
        validObjects.add(parsed);
        return parsed;
      },
    });
  }

  /** Returns an object if it exists and does not match its schema. */
  invalidObject<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): KubeObject | undefined {
    const object = this.informer(type).get(keyOf(key));
    return object && !validObjects.has(object) ? object : undefined;
  }

  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    const written = this.#mutationCache(type).get(key);
    if (written) {
      return written;
    }
    const object = this.informer(type).get(keyOf(key));
    return object && validObjects.has(object) ? object : undefined;
  }

  validationError<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): string | undefined {
    const invalid = this.invalidObject(type, key);
    return invalid && validationError(type, invalid);
  }

  recoverDeleted<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    return recoverDeleted(
      type,
      this.invalidObject(type, key),
      this.#recoverSpec,
    );
  }

  list<T extends KubeObject>(type: TypedResource<T>): T[] {
    return this.#withWrites(type, this.informer(type).list(), () => true);
  }

  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): T[] {
    return this.#withWrites(
      type,
      this.informer(type).byIndex(index.name, value),
      object => index.valuesOf(object).includes(value),
    );
  }

  countByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): number {
    return this.informer(type).countByIndex(index.name, value);
  }

  invalidByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): KubeObject[] {
    return this.informer(type)
      .byIndex(index.name, value)
      .filter(object => !validObjects.has(object));
  }

  /** Records an object that the server returned for a create. */
  created<T extends KubeObject>(type: TypedResource<T>, object: T): void {
    this.#mutationCache(type).recordWrite(object);
  }

  /** Records an object that the server returned for an update. Ignored if the watch has delivered its deletion. */
  changed<T extends KubeObject>(type: TypedResource<T>, object: T): void {
    if (this.informer(type).get(keyOf(object)) && !isGone(object)) {
      this.#mutationCache(type).recordWrite(object);
    }
  }

  #mutationCache<T extends KubeObject>(
    type: TypedResource<T>,
  ): MutationCache<T> {
    const name = `${type.apiVersion} ${type.kind}`;
    const existing = this.#mutationCaches.get(name);
    if (isMutationCacheOf<T>(existing)) {
      return existing;
    }
    const mutationCache = new MutationCache<T>(this.informer(type));
    this.#mutationCaches.set(name, mutationCache);
    return mutationCache;
  }

  /** The valid objects of an informer, with own writes that the watch has not delivered. */
  #withWrites<T extends KubeObject>(
    type: TypedResource<T>,
    objects: T[],
    matches: (object: T) => boolean,
  ): T[] {
    const mutationCache = this.#mutationCache(type);
    return [
      ...objects.filter(
        object =>
          validObjects.has(object) && !mutationCache.get(object.metadata),
      ),
      ...mutationCache
        .entries()
        .flatMap(([, object]) => (matches(object) ? [object] : [])),
    ];
  }
}

/** The update of a deleted object that removes its last finalizer also removes the object. */
function isGone({ metadata }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined && !metadata.finalizers?.length
  );
}

/** Narrows the type of a map value: the key determines T. */
function isMutationCacheOf<T extends KubeObject>(
  value: unknown,
): value is MutationCache<T> {
  return value instanceof MutationCache;
}
