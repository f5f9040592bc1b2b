import {
  ChangeOptions,
  KubeObject,
  ObjectChange,
  ObjectKey,
  SharedInformer,
  WorkQueue,
  highPriority,
  keyOf,
} from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { ObjectCache } from './object-cache';
import { Read, TypedResource } from './read';
import { Reconcile } from './reconcile';

/** A controller that watches can enqueue requests for. */
export interface WatchingController {
  watch<T extends KubeObject>(
    informer: SharedInformer<T>,
    mapToKeys?: (object: T) => readonly string[],
    filter?: (change: ObjectChange<T>) => boolean,
    options?: ChangeOptions,
  ): unknown;
  readonly queue: Pick<WorkQueue, 'add' | 'addAfter'>;
}

/** Starts to watch a kind and enqueues reconcile requests of a controller for its changes (controller-runtime's source.Kind). */
export type Watch = (
  controller: WatchingController,
  cache: ObjectCache,
  inScope: (key: ObjectKey) => boolean,
) => void;

/** Options of requests for objects that are being rolled out: they precede new objects, so that what was started is completed. */
export const highPriorityRequest = { priority: highPriority };

/** Options of requests that read all dependent objects: changes are collected, or N changes of N objects would cost N² reads. */
export const collectChanges = { gatherMs: 250 };

/** A controller: the changes that trigger it, and its reconciler. */
export interface ControllerDefinition {
  /** Name in metrics and logs. */
  name: string;
  /** Kind that it reconciles. */
  kind: TypedResource<KubernetesObject>;
  /** Whether the status of the kind belongs to another control plane: malformed objects are not reported there. */
  hasOtherController?: boolean;
  watches: readonly Watch[];
  reconcile: Reconcile;
  /** Maximum number of concurrent reconciles; of each partition, if there are several. Default: 1. */
  concurrency?: number;
  /** Returns the partition of an object: slow reconciles delay only objects of their own partition. Default: one for all. */
  partitionOf?: (key: ObjectKey, read: Read) => string;
}

/** The object to reconcile, or its key (controller-runtime's reconcile.Request). */
export type ReconcileRequest = ObjectKey | Pick<KubeObject, 'metadata'>;

function requestKey(request: ReconcileRequest): ObjectKey {
  return 'metadata' in request ? request.metadata : request;
}

/** Maps a changed object to reconcile requests (controller-runtime's handler.MapFunc). */
export type MapFunction<T> = (
  object: T,
  read: Read,
) => readonly ReconcileRequest[];

/** Marks a map function that reads nothing of the changed object but metadata, so that it also maps malformed objects. */
export function mapMetadata<F extends MapFunction<KubeObject>>(
  map: F,
): F & { readonly readsMetadataOnly: true } {
  return Object.assign(map, { readsMetadataOnly: true as const });
}

const mapToItself = mapMetadata((object: KubeObject) => [object]);

/**
 * Watches a kind. A change to or from a malformed object always counts. Map functions get a malformed object only if they read
 * nothing but metadata.
 *
 * @param mapToRequests - maps a changed object to reconcile requests; by default to itself
 * @param predicate - selects the changes; by default all
 * @param options - delay that collects several changes into one request, and priority
 */
export function watchKind<T extends KubeObject>(
  type: TypedResource<T>,
  mapToRequests: MapFunction<T> = mapToItself,
  predicate: (change: ObjectChange<T>) => boolean = () => true,
  options?: ChangeOptions,
): Watch {
  const readsMetadataOnly = 'readsMetadataOnly' in mapToRequests;
  return (controller, cache, inScope) => {
    const isValidChange = (change: ObjectChange<T>) =>
      cache.isValid(change.object) &&
      (change.type !== 'update' || cache.isValid(change.before));
    controller.watch(
      cache.informer(type),
      object =>
        readsMetadataOnly || cache.isValid(object)
          ? mapToRequests(object, cache)
              .map(requestKey)
              .filter(inScope)
              .map(keyOf)
          : [],
      change => !isValidChange(change) || predicate(change),
      options,
    );
  };
}
