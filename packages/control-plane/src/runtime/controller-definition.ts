import {
  Controller,
  KubeObject,
  ObjectKey,
  keyOf,
} from '@promenade/kube-client';
import { ObjectCache } from './object-cache';
import { Read, TypedResource } from './read';
import { Reconcile } from './reconcile';

/** Makes a controller look at some keys whenever objects of a kind change. */
export type Watch = (
  controller: Controller,
  cache: ObjectCache,
  inScope: (key: ObjectKey) => boolean,
) => void;

/** One controller: which changes concern it, and what it does about them. */
export interface ControllerDefinition {
  /** Label of its metrics and log lines. */
  name: string;
  watches: readonly Watch[];
  reconcile: Reconcile;
  /** Keys that are worked on at a time; 1 by default. */
  concurrency?: number;
}

/**
 * Watches a kind.
 *
 * @param keysOf - whom a change concerns; the object itself if absent
 */
export function watching<T extends KubeObject>(
  type: TypedResource<T>,
  keysOf: (object: T, read: Read) => ObjectKey[] = object => [object.metadata],
): Watch {
  return (controller, cache, inScope) => {
    controller.watch(cache.informer(type), object =>
      keysOf(object, cache).filter(inScope).map(keyOf),
    );
  };
}
