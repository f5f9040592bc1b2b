import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import { indexValuesOf } from './indexes';
import { problemsOf } from './problemsOf';
import type {
  ResourceChange,
  ResourceChangeListener,
  ResourceIndex,
  ResourceKey,
  ResourceReader,
} from './ResourceReader';

/** An object as it comes over the wire: nothing is known but which one it is. */
export interface RawObject {
  metadata: ResourceKey & { resourceVersion?: string };
}

interface Shelf {
  kind: KindDefinition;
  objects: Map<string, KubernetesObject>;
  /** Keys of objects by index and value. */
  indexes: Map<string, Set<string>>;
  rejected: Map<string, { report: RejectedResource; foundUnder: string[] }>;
}

/**
 * Holds every object once, parsed and indexed, and tells who listens what changed.
 *
 * An object that does not fit its schema is kept out and reported. The version before it stays: what cannot be read is no
 * reason to forget what could, and none to stop the others.
 */
export class ResourceStore implements ResourceReader {
  readonly #shelves = new Map<string, Shelf>();
  readonly #listeners = new Set<ResourceChangeListener>();
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    kinds: readonly KindDefinition[];
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
    for (const kind of options.kinds) {
      this.#shelves.set(shelfName(kind), {
        kind,
        objects: new Map(),
        indexes: new Map(),
        rejected: new Map(),
      });
    }
  }

  get<T extends KubernetesObject>(
    kind: KindDefinition<T>,
    key: ResourceKey,
  ): T | undefined {
    const object = this.#shelf(kind).objects.get(keyOf(key));
    return object && isOf(kind, object) ? object : undefined;
  }

  list<T extends KubernetesObject>(kind: KindDefinition<T>): readonly T[] {
    return [...this.#shelf(kind).objects.values()].filter(object =>
      isOf(kind, object),
    );
  }

  byIndex<T extends KubernetesObject>(
    kind: KindDefinition<T>,
    index: ResourceIndex,
    value: string,
  ): readonly T[] {
    const { objects, indexes } = this.#shelf(kind);
    return [...(indexes.get(indexKey(index, value)) ?? [])]
      .flatMap(key => objects.get(key) ?? [])
      .filter(object => isOf(kind, object));
  }

  rejected(of?: {
    index: ResourceIndex;
    value: string;
  }): readonly RejectedResource[] {
    const wanted = of && indexKey(of.index, of.value);
    return [...this.#shelves.values()].flatMap(({ rejected }) =>
      [...rejected.values()]
        .filter(({ foundUnder }) => !wanted || foundUnder.includes(wanted))
        .map(({ report }) => report)
        .sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en')),
    );
  }

  /** Calls the listener with every change from now on. Returns how to stop it. */
  onChange(listener: ResourceChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in what the API says an object is now: keeps it, or reports it. */
  take(kind: KindDefinition, raw: RawObject): void {
    const parsed = kind.schema.safeParse(raw);
    if (parsed.success) this.put(kind, parsed.data);
    else this.reject(kind, raw, problemsOf(parsed.error));
  }

  /** Keeps an object that came out of the schema of its kind. */
  put(kind: KindDefinition, object: KubernetesObject): void {
    const shelf = this.#shelf(kind);
    const key = keyOf(object.metadata);
    shelf.rejected.delete(key);
    const old = shelf.objects.get(key);
    if (old) this.#unindex(shelf, key, old);
    shelf.objects.set(key, object);
    for (const name of indexKeysOf(shelf.kind, object)) {
      const keys = shelf.indexes.get(name) ?? new Set();
      shelf.indexes.set(name, keys.add(key));
    }
    const type = old ? 'updated' : 'added';
    this.#emit({ type, kind: shelf.kind, object, ...(old && { old }) });
  }

  /** Reports an object that does not fit its schema. What was known of it before stays. */
  reject(
    kind: KindDefinition,
    raw: RawObject,
    problems: RejectedResource['problems'],
  ): void {
    const shelf = this.#shelf(kind);
    const key = keyOf(raw.metadata);
    const { namespace, name } = raw.metadata;
    const since =
      shelf.rejected.get(key)?.report.since ?? this.#now().toISOString();
    const { apiVersion, kind: kindName } = shelf.kind;
    shelf.rejected.set(key, {
      report: { apiVersion, kind: kindName, namespace, name, problems, since },
      foundUnder: indexKeysOf(shelf.kind, raw),
    });
    const [{ path, message }] = problems;
    this.#logger.warn(
      `${kindName} ${key} cannot be used: ${path}: ${message}. It is left out until it is corrected`,
    );
  }

  /** Forgets an object that is gone. */
  remove(kind: KindDefinition, gone: ResourceKey): void {
    const shelf = this.#shelf(kind);
    const key = keyOf(gone);
    shelf.rejected.delete(key);
    const old = shelf.objects.get(key);
    if (!old) return;
    shelf.objects.delete(key);
    this.#unindex(shelf, key, old);
    this.#emit({ type: 'deleted', kind: shelf.kind, object: old });
  }

  #unindex(shelf: Shelf, key: string, object: KubernetesObject) {
    for (const name of indexKeysOf(shelf.kind, object)) {
      const keys = shelf.indexes.get(name);
      keys?.delete(key);
      if (keys?.size === 0) shelf.indexes.delete(name);
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

  #shelf(kind: Pick<KindDefinition, 'apiVersion' | 'kind'>): Shelf {
    const shelf = this.#shelves.get(shelfName(kind));
    if (!shelf) {
      throw new Error(
        `${shelfName(kind)} is not among the kinds that are kept`,
      );
    }
    return shelf;
  }
}

/** An object came out of the schema of its kind, so that its kind tells its type. */
function isOf<T extends KubernetesObject>(
  kind: KindDefinition<T>,
  object: KubernetesObject,
): object is T {
  return object.kind === kind.kind && object.apiVersion === kind.apiVersion;
}

function shelfName({
  apiVersion,
  kind,
}: Pick<KindDefinition, 'apiVersion' | 'kind'>): string {
  return `${apiVersion} ${kind}`;
}

function keyOf({ namespace, name }: ResourceKey): string {
  return namespace ? `${namespace}/${name}` : name;
}

function indexKey(index: string, value: string): string {
  return `${index}=${value}`;
}

function indexKeysOf(kind: KindDefinition, object: RawObject): string[] {
  return Object.entries(indexValuesOf(kind, object)).map(([index, value]) =>
    indexKey(index, value),
  );
}
