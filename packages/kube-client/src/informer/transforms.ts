import { KubeObject } from '../objects/KubeObject';

/**
 * Removes `metadata.managedFields`, which is often half of an object. The default transform of informers.
 *
 * @public
 */
export function stripManagedFields<T extends KubeObject>(object: T): T {
  if ('managedFields' in object.metadata) {
    delete object.metadata.managedFields;
  }
  return object;
}

/** Freezes an object and everything in it. Cached objects are shared; a change would affect all readers and be lost at the next event. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      deepFreeze(part);
    }
  }
  return value;
}
