import { KubeClient } from '../client/KubeClient';
import { Clock, systemClock } from '../clock/Clock';
import { Logger, silentLogger } from '../logging/Logger';
import { toError } from '../logging/errors';
import { Metrics, noMetrics } from '../metrics/Metrics';
import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { resourceName, ResourceType } from '../objects/ResourceType';
import { ScopedStore } from './ScopedStore';
import { EventStream } from './EventStream';
import { Gate } from '../async/Gate';
import { HandlerSet, ResourceEventHandler } from './HandlerSet';
import { InformerEvent, logInformerEvents } from './InformerEvent';
import { IndexFunc, ObjectStore } from './ObjectStore';
import { Reflector } from './Reflector';
import { deepFreeze, stripManagedFields } from './transforms';

/**
 * Options of an informer.
 *
 * @public
 */
export interface SharedInformerOptions<T extends KubeObject> {
  client: KubeClient;
  type: ResourceType;
  /** Limits the informer to this namespace. */
  namespace?: string;
  /** Limits the informer to these namespaces, with one list and watch for each. Default: all namespaces. */
  namespaces?: readonly string[];
  labelSelector?: string;
  fieldSelector?: string;
  /** Read only the metadata of objects. */
  metadataOnly?: boolean;
  /** Changes an object before it is stored, to reduce memory. Default: {@link stripManagedFields}. */
  transform?: (object: T) => T;
  /** Index functions by name, for {@link SharedInformer.byIndex}. */
  indexers?: Record<string, IndexFunc<T>>;
  /** Interval in milliseconds after which handlers are called again for every object. Default: never. */
  resyncMs?: number;
  /** Page size of lists. Default 500. */
  pageSize?: number;
  /** Whether to stream the initial list (WatchList). Default: if the server supports it. */
  watchList?: boolean;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
  /** Random numbers in [0, 1), for jitter. */
  random?: () => number;
}

/**
 * A cache of all objects of a type that is kept up to date by a list and a watch, and calls handlers when objects change.
 *
 * Objects are shared and frozen: copy an object before you change it.
 *
 * @public
 */
export class SharedInformer<T extends KubeObject> {
  readonly type: ResourceType;
  /** Events of the informer itself: relists, reconnects, errors. */
  readonly events: EventStream<InformerEvent>;
  readonly #store: ObjectStore<T>;
  readonly #handlers: HandlerSet<T>;
  readonly #scopes: Scope<T>[];
  readonly #options: SharedInformerOptions<T>;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #name: string;
  readonly #synced = new Gate();
  readonly #indexers = new WeakSet<object>();
  #started = false;

  constructor(options: SharedInformerOptions<T>) {
    const logger = options.logger ?? silentLogger;
    this.type = options.type;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#metrics = options.metrics ?? noMetrics;
    this.#name = resourceName(options.type);
    this.events = new EventStream(logger);
    this.events.onAny(({ type }) =>
      this.#metrics.add('reflector_events_total', {
        name: this.#name,
        event: type,
      }),
    );
    logInformerEvents(this.events, logger, this.#name);
    this.#store = new ObjectStore((error, key, index) =>
      this.events.emit({
        type: 'indexError',
        error: toError(error),
        key,
        index,
      }),
    );
    this.#handlers = new HandlerSet((error, key, handler) =>
      this.events.emit({ type: 'handlerError', error, key, handler }),
    );
    this.#metrics.onCollect(() =>
      this.#metrics.set(
        'reflector_objects',
        { name: this.#name },
        this.#store.size,
      ),
    );
    this.addIndexers(options.indexers ?? {});
    this.#scopes = namespacesOf(options).map(each => this.#scope(each));
  }

  /** Starts to list and watch, until the signal is aborted. Further calls have no effect. */
  start(signal: AbortSignal): void {
    if (this.#started) {
      return;
    }
    this.#started = true;
    for (const { reflector } of this.#scopes) {
      // Never rejects: errors are informer events.
      void reflector.run(signal);
    }
    if (this.#options.resyncMs) {
      this.#resyncEvery(this.#options.resyncMs, signal);
    }
  }

  /** Whether all objects were listed at least once. */
  get hasSynced(): boolean {
    return this.#scopes.every(({ store }) => store.hasSynced);
  }

  /** Resolves when all objects were listed once. @throws the reason of the signal if it is aborted before */
  waitForSync(signal?: AbortSignal): Promise<void> {
    return this.#synced.wait(signal);
  }

  /**
   * Time of the last list, event or bookmark in milliseconds since 1970: the cache is at least as current. With several namespaces, the
   * oldest of them. Undefined before the first list.
   */
  get lastSeen(): number | undefined {
    let oldest: number | undefined = Infinity;
    for (const { reflector } of this.#scopes) {
      if (reflector.lastSeen === undefined) {
        return undefined;
      }
      oldest = Math.min(oldest, reflector.lastSeen);
    }
    return oldest;
  }

  /**
   * The resource version up to which the cache contains every change of a namespace, or of all namespaces for an informer without
   * namespaces. Undefined while it is unknown: before the first list, and after a gap in the watch.
   */
  resourceVersion(namespace?: string): string | undefined {
    const scope = this.#scopes.find(
      each => each.namespace === undefined || each.namespace === namespace,
    );
    return scope?.reflector.resourceVersion || undefined;
  }

  /** Number of objects. */
  get size(): number {
    return this.#store.size;
  }

  /** Returns the object of a key (`namespace/name`, or `name`). */
  get(key: string): T | undefined {
    return this.#store.get(key);
  }

  /** Returns all objects, in no particular order. */
  list(): T[] {
    return this.#store.list();
  }

  /** Returns the objects with a value in an index. @throws Error if the index does not exist */
  byIndex(index: string, value: string): T[] {
    return this.#store.byIndex(index, value);
  }

  /** Returns the number of objects with a value in an index, without reading them. @throws Error if the index does not exist */
  countByIndex(index: string, value: string): number {
    return this.#store.countByIndex(index, value);
  }

  /** Returns the values of an index. @throws Error if the index does not exist */
  indexValues(index: string): string[] {
    return this.#store.indexValues(index);
  }

  /** Adds indexes, also for objects that are already cached. @throws Error if a name is already taken by another function */
  addIndexers(indexers: Record<string, IndexFunc<T>>): void {
    // Callers that share an informer pass the same indexers each time.
    if (this.#indexers.has(indexers)) {
      return;
    }
    for (const [name, indexer] of Object.entries(indexers)) {
      this.#store.addIndex(name, indexer);
    }
    this.#indexers.add(indexers);
  }

  /**
   * Calls the handler for every cached object now, and for every further change.
   *
   * @returns a function that removes the handler
   */
  addHandler(handler: ResourceEventHandler<T>): () => void {
    const remove = this.#handlers.add(handler);
    for (const object of this.#store.list()) {
      this.#handlers.addTo(handler, object, { initial: true });
    }
    return remove;
  }

  #scope(namespace: string | undefined): Scope<T> {
    const store = new ScopedStore<T>({
      store: this.#store,
      handlers: this.#handlers,
      prepare: object => this.#prepare(object),
      onSynced: () => {
        if (this.hasSynced) {
          this.#synced.open();
        }
      },
    });
    const reflector = new Reflector<T>({
      client: this.#options.client,
      type: this.type,
      namespace,
      labelSelector: this.#options.labelSelector,
      fieldSelector: this.#options.fieldSelector,
      metadataOnly: this.#options.metadataOnly,
      pageSize: this.#options.pageSize ?? 500,
      watchList: this.#options.watchList,
      store,
      emit: event => this.events.emit({ ...event, namespace }),
      clock: this.#clock,
      random: this.#options.random ?? Math.random,
      metrics: this.#metrics,
      name: this.#name,
    });
    return { namespace, store, reflector };
  }

  #prepare(object: T): T {
    const transform = this.#options.transform ?? stripManagedFields;
    try {
      return deepFreeze(transform(object));
    } catch (error) {
      const key = keyOf(object);
      this.events.emit({ type: 'transformError', error: toError(error), key });
      return deepFreeze(object);
    }
  }

  #resyncEvery(ms: number, signal: AbortSignal): void {
    const cancel = this.#clock.after(ms, () => {
      signal.removeEventListener('abort', cancel);
      const objects = this.#store.list();
      for (const object of objects) {
        this.#handlers.update(object, object, { resync: true });
      }
      this.events.emit({ type: 'resync', objects: objects.length });
      if (!signal.aborted) {
        this.#resyncEvery(ms, signal);
      }
    });
    signal.addEventListener('abort', cancel, { once: true });
  }
}

/** A reflector and its part of the cache. */
interface Scope<T extends KubeObject> {
  readonly namespace?: string;
  readonly store: ScopedStore<T>;
  readonly reflector: Reflector<T>;
}

function namespacesOf<T extends KubeObject>(
  options: SharedInformerOptions<T>,
): Array<string | undefined> {
  if (options.type.scope === 'Cluster') {
    return [undefined];
  }
  return options.namespaces
    ? [...new Set(options.namespaces)]
    : [options.namespace];
}
