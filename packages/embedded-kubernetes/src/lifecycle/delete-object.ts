import type { KubeObject, ServedType } from '../api/types';
import { addressOf, keyOf, type ObjectAddress } from './object-address';
import type { ObjectLifecycle } from './object-lifecycle';
import { refuseOtherDeletion } from './preconditions';
import { timestamp } from './timestamp';
import type { DeletionOptions } from './write-options';

/** Finalizers with which the server itself holds an owner until its dependents are dealt with. */
export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** What became of an object that was to be deleted. */
export interface Deletion {
  /** False while finalizers hold the object. */
  removed: boolean;
  object: KubeObject;
}

/**
 * Deletes an object, or marks it for deletion where finalizers hold it.
 * Its dependents are the garbage collector's affair.
 */
export function deleteObject(
  lifecycle: ObjectLifecycle,
  type: ServedType,
  address: ObjectAddress,
  options: DeletionOptions,
): Deletion {
  return lifecycle.store.write(() => {
    const live = lifecycle.get(type, address);
    refuseOtherDeletion(type, live, options.preconditions ?? {});
    const rule = lifecycle.ruleOf(type);
    rule.refuseDelete?.(live);
    const mark = (object: KubeObject) => {
      const noted = marking(object, options, timestamp(lifecycle.now()));
      return rule.onDeletion?.(noted) ?? noted;
    };
    const marked = mark(live);
    const held =
      (marked.metadata.finalizers ?? []).length > 0 ||
      (rule.holds?.(marked) ?? false);
    if (options.dryRun) return { removed: !held, object: live };
    const key = keyOf(type, address);
    if (!held) {
      return { removed: true, object: lifecycle.store.remove(key, live) };
    }
    lifecycle.amend(key, mark);
    return { removed: false, object: lifecycle.get(type, address) };
  });
}

/** Deletes several objects. */
export function deleteObjects(
  lifecycle: ObjectLifecycle,
  type: ServedType,
  objects: KubeObject[],
  options: DeletionOptions,
): void {
  for (const object of objects) {
    deleteObject(lifecycle, type, addressOf(object), options);
  }
}

/** The object with its deletion noted, or as it is if that was noted before and nothing is added. */
function marking(
  object: KubeObject,
  options: DeletionOptions,
  now: string,
): KubeObject {
  const { metadata } = object;
  const finalizers = finalizersFor(
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

/** Without a policy the object keeps what it has, which an owner's deletion may have put there. */
function finalizersFor(
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
