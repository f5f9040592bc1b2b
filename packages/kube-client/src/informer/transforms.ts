import { KubeObject } from '../objects/KubeObject';

/**
 * Drops `metadata.managedFields`, which is often half of an object and which nobody reads from a cache. What informers do
 * unless told otherwise.
 *
 * @public
 */
export function stripManagedFields<T extends KubeObject>(object: T): T {
  if ('managedFields' in object.metadata) {
    delete object.metadata.managedFields;
  }
  return object;
}

/** Makes an object and all in it immutable: it is shared, and a change of it would be seen by everyone and lost at the next event. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      deepFreeze(part);
    }
  }
  return value;
}
