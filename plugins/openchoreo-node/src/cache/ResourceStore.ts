import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import { indexValuesOf } from './indexes';
import { historyPosition, SortedPositions } from './SortedPositions';
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
  /** By index and value. */
  indexes: Map<string, IndexEntry>;
  rejected: Map<string, { report: RejectedResource; indexKeys: string[] }>;
}

/** The keys of objects, and their order from the first time that it is needed. */
interface IndexEntry {
  keys: Set<string>;
  positions?: SortedPositions;
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
      this.#kinds.set(kindKey(kind), {
        kind,
        objects: new Map(),
        indexes: new Map(),
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
    for (const key of indexes.get(indexKey(index, value))?.keys ?? []) {
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
    const entry = indexes.get(indexKey(index, value));
    if (!entry) return;
    entry.positions ??= new SortedPositions(
      [...entry.keys].flatMap(key => {
        const object = objects.get(key);
        return object ? [[historyPosition(object), key] as const] : [];
      }),
    );
    for (const key of entry.positions.newestFirst(after)) {
      const object = objects.get(key);
      if (object && isOf(kind, object)) yield object;
    }
  }

  rejected(of?: {
    index: ResourceIndex;
    value: string;
  }): readonly RejectedResource[] {
    const wanted = of && indexKey(of.index, of.value);
    return [...this.#kinds.values()].flatMap(({ rejected }) =>
      [...rejected.values()]
        .filter(({ indexKeys }) => !wanted || indexKeys.includes(wanted))
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
    const names = storedIndexKeysOf(store.kind, object);
    const oldNames = old ? storedIndexKeysOf(store.kind, old) : [];
    const isMoved = old && historyPosition(old) !== historyPosition(object);
    if (old) {
      const left = oldNames.filter(name => isMoved || !names.includes(name));
      this.#unindex(store, left, key, old);
    }
    for (const name of names) {
      if (!isMoved && oldNames.includes(name)) continue;
      const entry = store.indexes.get(name) ?? { keys: new Set() };
      entry.keys.add(key);
      entry.positions?.add(historyPosition(object), key);
      store.indexes.set(name, entry);
    }
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
      indexKeys: indexKeysOf(store.kind, raw),
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
    this.#unindex(store, storedIndexKeysOf(store.kind, old), key, old);
    this.#emit({ type: 'deleted', kind: store.kind, object: old, isObserved });
  }

  #unindex(
    store: KindStore,
    names: readonly string[],
    key: string,
    object: ResourceObject,
  ) {
    for (const name of names) {
      const entry = store.indexes.get(name);
      entry?.keys.delete(key);
      entry?.positions?.remove(historyPosition(object));
      if (entry?.keys.size === 0) store.indexes.delete(name);
    }
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

function indexKey(index: string, value: string): string {
  return `${index}=${value}`;
}

function indexKeysOf(kind: ResourceKind, object: RawObject): string[] {
  return Object.entries(indexValuesOf(kind, object)).map(([index, value]) =>
    indexKey(index, value),
  );
}

/** The index keys of an object that the schema of its kind has returned. */
function storedIndexKeysOf(
  kind: ResourceKind,
  object: ResourceObject,
): string[] {
  const further = Object.entries(kind.indexValues?.(object) ?? {}).map(
    ([index, value]) => indexKey(index, value),
  );
  return [...indexKeysOf(kind, object), ...further];
}
