import { KubeObject } from '../objects/KubeObject';

const serverOwned = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/**
 * An object as it may be applied: without the metadata that is the server's to write, which it refuses or takes for a
 * precondition.
 *
 * @public
 */
export function applyConfiguration<T extends KubeObject>(object: T): T {
  const entries = Object.entries(object.metadata).filter(
    ([field]) => !serverOwned.has(field),
  );
  return {
    ...object,
    metadata: { ...Object.fromEntries(entries), name: object.metadata.name },
  };
}
