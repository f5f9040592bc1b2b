import {
  ChangeOptions,
  Controller,
  KubeObject,
  ObjectChange,
  ObjectKey,
  highPriority,
  keyOf,
} from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { ObjectCache } from './object-cache';
import { Read, TypedResource } from './read';
import { Reconcile } from './reconcile';

/** Makes a controller look at some keys whenever objects of a kind change. */
export type Watch = (
  controller: Controller,
  cache: ObjectCache,
  inScope: (key: ObjectKey) => boolean,
) => void;

/** Of what was begun: it is finished, and told of once, before anything else is begun. */
export const highPriorityRequest = { priority: highPriority };

/** One controller: which changes concern it, and what it does about them. */
export interface ControllerDefinition {
  /** Label of its metrics and log lines. */
  name: string;
  /** Kind of the objects that it reconciles. */
  kind: TypedResource<KubernetesObject>;
  watches: readonly Watch[];
  reconcile: Reconcile;
  /** Keys that are worked on at a time; 1 by default. */
  concurrency?: number;
}

/** Whom a change concerns: an object, or its key. */
export type ReconcileRequest = ObjectKey | Pick<KubeObject, 'metadata'>;

function requestKey(concerned: ReconcileRequest): ObjectKey {
  return 'metadata' in concerned ? concerned.metadata : concerned;
}

/**
 * Watches a kind.
 *
 * @param keysOf - whom a change concerns; the object itself if absent
 * @param filter - which changes matter; all if absent
 * @param options - gather changes where many objects concern the same one; let what is under way go first
 */
export function watchKind<T extends KubeObject>(
  type: TypedResource<T>,
  keysOf: (object: T, read: Read) => readonly ReconcileRequest[] = object => [
    object,
  ],
  filter?: (change: ObjectChange<T>) => boolean,
  options?: ChangeOptions,
): Watch {
  return (controller, cache, inScope) => {
    controller.watch(
      cache.informer(type),
      object =>
        keysOf(object, cache).map(requestKey).filter(inScope).map(keyOf),
      filter,
      options,
    );
  };
}
