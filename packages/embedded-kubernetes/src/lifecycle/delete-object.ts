import type { KubeObject, ResourceType } from '../api/types';
import { addressOf, keyOf, type ObjectAddress } from './object-address';
import type { ObjectLifecycle } from './object-lifecycle';
import { checkDeletePreconditions } from './preconditions';
import type { DeletionOptions } from './write-options';
import { formatTime } from '../api/time';

/** Finalizers of the server, which block the deletion of an owner until its dependents are deleted or orphaned. */
export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** The result of a deletion. */
export interface DeletionResult {
  /** False while finalizers block the deletion. */
  removed: boolean;
  object: KubeObject;
}

/**
 * Removes an object, or sets its deletion time if finalizers block the deletion.
 * The garbage collector deletes the dependents.
 */
export function deleteObject(
  lifecycle: ObjectLifecycle,
  type: ResourceType,
  address: ObjectAddress,
  options: DeletionOptions,
): DeletionResult {
  return lifecycle.store.write(() => {
    const live = lifecycle.get(type, address);
    checkDeletePreconditions(type, live, options.preconditions ?? {});
    const strategy = lifecycle.strategyOf(type);
    strategy.validateDelete?.(live);
    const startDeletion = (object: KubeObject) => {
      const deleted = withDeletionTimestamp(
        object,
        options,
        formatTime(lifecycle.now()),
      );
      return strategy.prepareForDelete?.(deleted) ?? deleted;
    };
    const marked = startDeletion(live);
    const isBlocked =
      (marked.metadata.finalizers ?? []).length > 0 ||
      (strategy.isDeletionBlocked?.(marked) ?? false);
    if (options.dryRun) return { removed: !isBlocked, object: live };
    const key = keyOf(type, address);
    if (!isBlocked) {
      return { removed: true, object: lifecycle.store.remove(key, live) };
    }
    lifecycle.updateUnvalidated(key, startDeletion);
    return { removed: false, object: lifecycle.get(type, address) };
  });
}

/** Deletes several objects. */
export function deleteObjects(
  lifecycle: ObjectLifecycle,
  type: ResourceType,
  objects: KubeObject[],
  options: DeletionOptions,
): void {
  for (const object of objects) {
    deleteObject(lifecycle, type, addressOf(object), options);
  }
}

/** Sets the deletion time of an object, and the finalizers of the propagation policy. */
function withDeletionTimestamp(
  object: KubeObject,
  options: DeletionOptions,
  now: string,
): KubeObject {
  const { metadata } = object;
  const finalizers = finalizersForPolicy(
    metadata.finalizers ?? [],
    options.propagationPolicy,
  );
  const first = metadata.deletionTimestamp === undefined;
  const { finalizers: before, ...rest } = metadata;
  const next: KubeObject = {
    ...object,
    metadata: {
      ...rest,
      ...(finalizers.length > 0 ? { finalizers } : {}),
      ...(first
        ? { deletionTimestamp: now, deletionGracePeriodSeconds: 0 }
        : {}),
    },
  };
  if (first && metadata.generation !== undefined) {
    next.metadata.generation = metadata.generation + 1;
  }
  return next;
}

/** Without a policy the object keeps its finalizers, which the deletion of an owner may have set. */
function finalizersForPolicy(
  finalizers: string[],
  policy: DeletionOptions['propagationPolicy'],
): string[] {
  if (policy === undefined) return finalizers;
  const others = finalizers.filter(
    finalizer =>
      finalizer !== foregroundFinalizer && finalizer !== orphanFinalizer,
  );
  if (policy === 'Foreground') return [...others, foregroundFinalizer];
  if (policy === 'Orphan') return [...others, orphanFinalizer];
  return others;
}
