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
 * What an informer is to hold, and how.
 *
 * @public
 */
export interface SharedInformerOptions<T extends KubeObject> {
  client: KubeClient;
  type: ResourceType;
  /** Only objects in this namespace. */
  namespace?: string;
  /** Only objects in these namespaces: one list and watch each, one cache. All namespaces if absent. */
  namespaces?: readonly string[];
  labelSelector?: string;
  fieldSelector?: string;
  /** Read the metadata of the objects only. */
  metadataOnly?: boolean;
  /** Changes an object before it is kept, to make it smaller. Default: drops managedFields. */
  transform?: (object: T) => T;
  /** Named functions that say under which values an object is found by {@link SharedInformer.byIndex}. */
  indexers?: Record<string, IndexFunc<T>>;
  /** Hands every object to the handlers again after this many milliseconds, and again. Default: never. */
  resyncMs?: number;
  /** Objects per list request. Default 500. */
  pageSize?: number;
  /** Whether to ask for the initial state as a stream. Default: if the server is 1.34 or newer. */
  watchList?: boolean;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
  /** Source of chance for jitter, in [0, 1). */
  random?: () => number;
}

/**
 * A cache of all objects of a type that keeps itself true, whatever happens to the connection, and tells what changes.
 *
 * The objects are shared by everyone who asks and frozen: copy before you change.
 *
 * @public
 */
export class SharedInformer<T extends KubeObject> {
  readonly type: ResourceType;
  /** Everything that happens to this informer, by name. */
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

  /** Starts to read and watch, until the signal is aborted. Later calls do nothing. */
  start(signal: AbortSignal): void {
    if (this.#started) {
      return;
    }
    this.#started = true;
    for (const { reflector } of this.#scopes) {
      // Never rejects: whatever happens to it is one of its events.
      void reflector.run(signal);
    }
    if (this.#options.resyncMs) {
      this.#resyncEvery(this.#options.resyncMs, signal);
    }
  }

  /** Whether everything was read at least once. */
  get hasSynced(): boolean {
    return this.#scopes.every(({ sink }) => sink.synced);
  }

  /** Resolves when everything was read once. @throws the signal's reason when that comes first */
  waitForSync(signal?: AbortSignal): Promise<void> {
    return this.#synced.wait(signal);
  }

  /**
   * When the server last gave a sign of life, in milliseconds since 1970; where several namespaces are watched, the one that
   * has been quiet longest. Undefined before the first answer. What is in the cache is at least as new as this.
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

  /** Number of objects. */
  get size(): number {
    return this.#store.size;
  }

  /** The object of that key (`namespace/name`, or `name`). */
  get(key: string): T | undefined {
    return this.#store.get(key);
  }

  /** All objects, in no particular order. */
  list(): T[] {
    return this.#store.list();
  }

  /** The objects that an index has under a value. @throws Error when there is no such index */
  byIndex(index: string, value: string): T[] {
    return this.#store.byIndex(index, value);
  }

  /** The values that an index has objects under. @throws Error when there is no such index */
  indexValues(index: string): string[] {
    return this.#store.indexValues(index);
  }

  /** Adds indexes, also over what is there already. @throws Error when a name is taken by another function */
  addIndexers(indexers: Record<string, IndexFunc<T>>): void {
    // Those who share an informer add the same ones whenever they ask for it.
    if (this.#indexers.has(indexers)) {
      return;
    }
    for (const [name, indexer] of Object.entries(indexers)) {
      this.#store.addIndex(name, indexer);
    }
    this.#indexers.add(indexers);
  }

  /**
   * Calls the handler for every object that is there, now, and for every change from now on.
   *
   * @returns a function that ends it
   */
  addHandler(handler: ResourceEventHandler<T>): () => void {
    const remove = this.#handlers.add(handler);
    for (const object of this.#store.list()) {
      this.#handlers.addTo(handler, object, { initial: true });
    }
    return remove;
  }

  #scope(namespace: string | undefined): Scope<T> {
    const sink = new ScopedStore<T>({
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
      sink,
      emit: event => this.events.emit({ ...event, namespace }),
      clock: this.#clock,
      random: this.#options.random ?? Math.random,
      metrics: this.#metrics,
      name: this.#name,
    });
    return { sink, reflector };
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

/** One list and watch, and its share of the cache. */
interface Scope<T extends KubeObject> {
  readonly sink: ScopedStore<T>;
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
