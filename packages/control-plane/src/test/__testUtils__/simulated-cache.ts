import {
  InformerFactory,
  KubeClient,
  KubeObject,
  ObjectKey,
  ResourceEventHandler,
  SharedInformer,
} from '@promenade/kube-client';
import { indexes } from '../../core/lookups/indexes';
import { ObjectCache } from '../../runtime/object-cache';
import { ObjectIndex, TypedResource } from '../../runtime/read';
import { CacheChange, InMemoryCluster } from './in-memory-cluster';

const client = KubeClient.fromCluster({ server: 'http://127.0.0.1:1' });

/** An informer that is never started. A test dispatches the changes. */
class SimulatedInformer<T extends KubeObject> extends SharedInformer<T> {
  readonly #simulatedHandlers: ResourceEventHandler<T>[] = [];
  readonly #resource: TypedResource<T>;
  readonly #malformed: WeakSet<KubeObject>;

  constructor(type: TypedResource<T>, malformed: WeakSet<KubeObject>) {
    super({ client, type });
    this.#resource = type;
    this.#malformed = malformed;
  }

  override addHandler(handler: ResourceEventHandler<T>) {
    this.#simulatedHandlers.push(handler);
    return () => {};
  }

  dispatch({ before, after }: CacheChange): void {
    const old = before && this.#transform(before);
    const current = after && this.#transform(after);
    for (const handler of this.#simulatedHandlers) {
      if (old && current) {
        handler.onUpdate?.(old, current, { resync: false });
      } else if (current) {
        handler.onAdd?.(current, { initial: false });
      } else if (old) {
        handler.onDelete?.(old, { stale: false });
      }
    }
  }

  /** As in the object cache, a malformed object is stored as it is. */
  #transform(object: KubeObject): T | undefined {
    try {
      return this.#resource.schema.parse(object);
    } catch {
      this.#malformed.add(object);
      return isUnparsed<T>(object) ? object : undefined;
    }
  }
}

/** Informers hold malformed objects unparsed, with the type of the kind. */
function isUnparsed<T extends KubeObject>(object: KubeObject): object is T {
  return typeof object.metadata.name === 'string';
}

/** The object cache of an in-memory cluster, for watches: its informers dispatch the changes that the cluster delivers. */
export class SimulatedCache extends ObjectCache {
  readonly #cluster: InMemoryCluster;
  readonly #informers = new Map<string, unknown>();
  readonly #malformed = new WeakSet<KubeObject>();

  constructor(cluster: InMemoryCluster) {
    super(new InformerFactory(client), Object.values(indexes));
    this.#cluster = cluster;
    cluster.onCacheChange(change => this.dispatch(change));
  }

  override informer<T extends KubeObject>(type: TypedResource<T>) {
    const existing = this.#informers.get(type.kind);
    if (isInformerOf<T>(existing)) return existing;
    const informer = new SimulatedInformer(type, this.#malformed);
    this.#informers.set(type.kind, informer);
    return informer;
  }

  /** Calls the handlers of all watches of the kind. */
  dispatch(change: CacheChange): void {
    const informer = this.#informers.get(change.kind);
    if (isInformerOf(informer)) informer.dispatch(change);
  }

  override invalidObject<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ) {
    return this.#cluster.invalidObject(type, key);
  }

  override isValid(object: KubeObject): boolean {
    return !this.#malformed.has(object);
  }

  override get<T extends KubeObject>(type: TypedResource<T>, key: ObjectKey) {
    return this.#cluster.get(type, key);
  }

  override validationError<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ) {
    return this.#cluster.validationError(type, key);
  }

  override list<T extends KubeObject>(type: TypedResource<T>) {
    return this.#cluster.list(type);
  }

  override recoverDeleted<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ) {
    return this.#cluster.recoverDeleted(type, key);
  }

  override invalidByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ) {
    return this.#cluster.invalidByIndex(type, index, value);
  }

  override byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ) {
    return this.#cluster.byIndex(type, index, value);
  }
}

/** Narrows the type of a map value: the key determines T. */
function isInformerOf<T extends KubeObject>(
  value: unknown,
): value is SimulatedInformer<T> {
  return value instanceof SimulatedInformer;
}
