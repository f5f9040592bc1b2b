import {
  InformerFactory,
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
  stripManagedFields,
} from '@promenade/kube-client';
import { validationError } from './validation';
import { ObjectIndex, Read, TypedResource } from './read';
import { MutationCache } from './mutation-cache';

/** Every object that was parsed; an informer is shared by all caches of a factory, so this is too. */
const parsedObjects = new WeakSet<KubeObject>();

/**
 * {@link Read} on shared informers, and on what was written since they last heard: who reads an object by its key reads his own writes.
 * Objects are parsed when they come in, which fills defaults.
 * What does not fit its kind is not to be read here: reconcilers see well-formed objects only; see {@link ObjectCache.invalidObject}.
 */
export class ObjectCache implements Read {
  readonly #informers: InformerFactory;
  readonly #indexers: Record<string, (object: KubeObject) => string[]>;
  readonly #recent = new Map<string, unknown>();

  /** @param indexes - every index that {@link Read.byIndex} is called with */
  constructor(informers: InformerFactory, indexes: readonly ObjectIndex[]) {
    this.#informers = informers;
    this.#indexers = Object.fromEntries(
      indexes.map(({ name, valuesOf }) => [
        name,
        object => (parsedObjects.has(object) ? valuesOf(object) : []),
      ]),
    );
  }

  /** The informer of a kind; made when it is first asked for. */
  informer<T extends KubeObject>(type: TypedResource<T>): SharedInformer<T> {
    return this.#informers.for<T>(type, {
      indexers: this.#indexers,
      transform: object => {
        const parsed = type.schema.parse(stripManagedFields(object));
        parsedObjects.add(parsed);
        return parsed;
      },
    });
  }

  /** An object that is there but does not fit its kind. */
  invalidObject<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): KubeObject | undefined {
    const object = this.informer(type).get(keyOf(key));
    return object && !parsedObjects.has(object) ? object : undefined;
  }

  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    const recent = this.#recentWrites(type).get(key);
    if (recent) {
      return recent;
    }
    const object = this.informer(type).get(keyOf(key));
    return object && parsedObjects.has(object) ? object : undefined;
  }

  validationError<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): string | undefined {
    const invalidObject = this.invalidObject(type, key);
    return invalidObject && validationError(type, invalidObject);
  }

  list<T extends KubeObject>(type: TypedResource<T>): T[] {
    return this.#read(this.informer(type).list());
  }

  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): T[] {
    return this.#read(this.informer(type).byIndex(index.name, value));
  }

  /** Takes note of an object that was just made. */
  created<T extends KubeObject>(type: TypedResource<T>, object: T): void {
    this.#recentWrites(type).recordWrite(object);
  }

  /** Takes note of an object that was just changed. One that the watch has told to be gone is not brought back by that. */
  changed<T extends KubeObject>(type: TypedResource<T>, object: T): void {
    if (this.informer(type).get(keyOf(object)) && !isGone(object)) {
      this.#recentWrites(type).recordWrite(object);
    }
  }

  #recentWrites<T extends KubeObject>(
    type: TypedResource<T>,
  ): MutationCache<T> {
    const name = `${type.apiVersion} ${type.kind}`;
    const known = this.#recent.get(name);
    if (holds<T>(known)) {
      return known;
    }
    const recent = new MutationCache<T>(this.informer(type));
    this.#recent.set(name, recent);
    return recent;
  }

  #read<T extends KubeObject>(objects: T[]): T[] {
    return objects.filter(object => parsedObjects.has(object));
  }
}

/** Nothing holds an object that is being deleted any more: this was its last change. */
function isGone({ metadata }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined && !metadata.finalizers?.length
  );
}

/** A kind has one type, so whoever asked first asked for the same T; only the map cannot know. */
function holds<T extends KubeObject>(
  recent: unknown,
): recent is MutationCache<T> {
  return recent instanceof MutationCache;
}
