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

/** A controller: the changes that trigger it, and its reconciler. */
export interface ControllerDefinition {
  /** Name in metrics and logs. */
  name: string;
  /** Kind that it reconciles. */
  kind: TypedResource<KubernetesObject>;
  watches: readonly Watch[];
  reconcile: Reconcile;
  /** Maximum number of concurrent reconciles. Default: 1. */
  concurrency?: number;
}

/** The object to reconcile, or its key (controller-runtime's reconcile.Request). */
export type ReconcileRequest = ObjectKey | Pick<KubeObject, 'metadata'>;

function requestKey(request: ReconcileRequest): ObjectKey {
  return 'metadata' in request ? request.metadata : request;
}

/**
 * Watches a kind.
 *
 * @param requestsFor - event handler: maps a changed object to reconcile requests; by default the object itself
 * @param predicate - selects the changes; by default all
 * @param options - delay that collects several changes into one request, and priority
 */
export function watchKind<T extends KubeObject>(
  type: TypedResource<T>,
  requestsFor: (
    object: T,
    read: Read,
  ) => readonly ReconcileRequest[] = object => [object],
  predicate?: (change: ObjectChange<T>) => boolean,
  options?: ChangeOptions,
): Watch {
  return (controller, cache, inScope) => {
    controller.watch(
      cache.informer(type),
      object =>
        requestsFor(object, cache).map(requestKey).filter(inScope).map(keyOf),
      predicate,
      options,
    );
  };
}
