import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import { indexValuesOf } from './indexes';
import { ObjectIndexes } from './ObjectIndexes';
import type {
  ResourceChange,
  ResourceChangeListener,
  ResourceIndex,
  ResourceKey,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from './ResourceReader';
import { validationProblems } from './validationProblems';

/** An object before validation. */
export interface RawObject {
  metadata: ResourceKey & { resourceVersion?: string };
}

interface KindStore {
  kind: ResourceKind;
  objects: Map<string, ResourceObject>;
  indexes: ObjectIndexes;
  rejected: Map<string, RejectedObject>;
}

interface RejectedObject {
  report: RejectedResource;
  indexValues: Partial<Record<ResourceIndex, string>>;
}

/**
 * Holds the objects of one adapter once each, parsed and indexed, and notifies listeners of changes.
 *
 * An object that does not match its schema is reported and not stored. The last version that did match stays.
 */
export class ResourceStore implements ResourceReader {
  readonly #kinds = new Map<string, KindStore>();
  /** The stores that were looked up: most reads find nothing but the store. */
  readonly #storeOfKind = new WeakMap<object, KindStore>();
  readonly #listeners = new Set<ResourceChangeListener>();
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    kinds: readonly ResourceKind[];
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
    for (const kind of options.kinds) {
      const objects = new Map<string, ResourceObject>();
      this.#kinds.set(kindKey(kind), {
        kind,
        objects,
        indexes: new ObjectIndexes(kind, objects),
        rejected: new Map(),
      });
    }
  }

  get<T extends ResourceObject>(
    kind: ResourceKind<T>,
    key: ResourceKey,
  ): T | undefined {
    const object = this.#kindStore(kind).objects.get(keyOf(key));
    return object && isOf(kind, object) ? object : undefined;
  }

  list<T extends ResourceObject>(kind: ResourceKind<T>): readonly T[] {
    return [...this.#kindStore(kind).objects.values()].filter(object =>
      isOf(kind, object),
    );
  }

  byIndex<T extends ResourceObject>(
    kind: ResourceKind<T>,
    index: ResourceIndex,
    value: string,
  ): readonly T[] {
    const { objects, indexes } = this.#kindStore(kind);
    const found: T[] = [];
    for (const key of indexes.keys(index, value)) {
      const object = objects.get(key);
      if (object && isOf(kind, object)) found.push(object);
    }
    return found;
  }

  *newestFirst<T extends ResourceObject>(
    kind: ResourceKind<T>,
    index: ResourceIndex,
    value: string,
    after?: string,
  ): Iterable<T> {
    const { objects, indexes } = this.#kindStore(kind);
    const positions = indexes.positions(index, value);
    for (const key of positions?.newestFirst(after) ?? []) {
      const object = objects.get(key);
      if (object && isOf(kind, object)) yield object;
    }
  }

  rejected(of?: {
    index: ResourceIndex;
    value: string;
  }): readonly RejectedResource[] {
    return [...this.#kinds.values()].flatMap(({ rejected }) =>
      [...rejected.values()]
        .filter(({ indexValues }) => !of || indexValues[of.index] === of.value)
        .map(({ report }) => report)
        .sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en')),
    );
  }

  /** Calls the listener with every later change. Returns a function that unsubscribes it. */
  onChange(listener: ResourceChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Validates an object, then stores it or reports it as rejected. */
  parse(kind: ResourceKind, raw: RawObject): void {
    const parsed = kind.schema.safeParse(raw);
    if (parsed.success) this.put(kind, parsed.data);
    else this.reject(kind, raw, validationProblems(parsed.error));
  }

  /**
   * Stores an object that the schema of its kind returned.
   *
   * @param writtenAt - when it was last written, in milliseconds since 1970
   */
  put(kind: ResourceKind, object: ResourceObject, writtenAt?: number): void {
    const store = this.#kindStore(kind);
    const key = keyOf(object.metadata);
    store.rejected.delete(key);
    const old = store.objects.get(key);
    store.objects.set(key, object);
    store.indexes.add(key, object, old);
    const type = old ? 'updated' : 'added';
    this.#emit({
      type,
      kind: store.kind,
      object,
      ...(old && { old }),
      ...(writtenAt !== undefined && { writtenAt }),
    });
  }

  /** Reports an object that does not match its schema. The last valid version stays. */
  reject(
    kind: ResourceKind,
    raw: RawObject,
    problems: RejectedResource['problems'],
  ): void {
    const store = this.#kindStore(kind);
    const key = keyOf(raw.metadata);
    const { namespace, name } = raw.metadata;
    const since =
      store.rejected.get(key)?.report.since ?? this.#now().toISOString();
    store.rejected.set(key, {
      report: {
        apiVersion: kind.apiVersion,
        kind: kind.kind,
        namespace,
        name,
        problems,
        since,
      },
      indexValues: indexValuesOf(store.kind, raw),
    });
    const [{ path, message }] = problems;
    this.#logger.warn(
      `${kind.kind} ${key} is invalid: ${path}: ${message}. It is ignored until it is corrected`,
    );
  }

  /**
   * Removes an object that was deleted.
   *
   * @param isObserved - whether a watch reported the deletion
   */
  remove(kind: ResourceKind, deleted: ResourceKey, isObserved = true): void {
    const store = this.#kindStore(kind);
    const key = keyOf(deleted);
    store.rejected.delete(key);
    const old = store.objects.get(key);
    if (!old) return;
    store.objects.delete(key);
    store.indexes.remove(key, old);
    this.#emit({ type: 'deleted', kind: store.kind, object: old, isObserved });
  }

  #emit(change: ResourceChange) {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        const { kind, object } = change;
        this.#logger.error(
          `A listener failed on ${kind.kind} ${keyOf(object.metadata)}`,
          error instanceof Error ? error : { error: String(error) },
        );
      }
    }
  }

  #kindStore(kind: Pick<ResourceKind, 'apiVersion' | 'kind'>): KindStore {
    const known = this.#storeOfKind.get(kind);
    if (known) return known;
    const store = this.#kinds.get(kindKey(kind));
    if (!store) {
      throw new Error(`${kindKey(kind)} is not a kind of this cache`);
    }
    this.#storeOfKind.set(kind, store);
    return store;
  }
}

/** Only the schema of a kind returns objects of it, so the kind determines the type. */
function isOf<T extends ResourceObject>(
  kind: ResourceKind<T>,
  object: ResourceObject,
): object is T {
  return object.kind === kind.kind && object.apiVersion === kind.apiVersion;
}

function kindKey({
  apiVersion,
  kind,
}: Pick<ResourceKind, 'apiVersion' | 'kind'>): string {
  return `${apiVersion} ${kind}`;
}

function keyOf({ namespace, name }: ResourceKey): string {
  return namespace ? `${namespace}/${name}` : name;
}
