import { KubeObject } from './KubeObject';

/**
 * Namespace and name: identifies an object among others of its type.
 *
 * @public
 */
export interface ObjectKey {
  /** Absent for cluster-scoped objects. */
  namespace?: string;
  name: string;
}

/**
 * Returns the key of an object as a string: `namespace/name`, or `name` for a cluster-scoped object. Informers and work queues
 * use these keys.
 *
 * @public
 */
export function keyOf(
  object: Pick<KubeObject, 'metadata'> | ObjectKey,
): string {
  const { namespace, name } = 'metadata' in object ? object.metadata : object;
  return namespace ? `${namespace}/${name}` : name;
}

/**
 * Parses a key that {@link keyOf} returned.
 *
 * @public
 * @throws Error if the text is not a key
 */
export function parseKey(key: string): ObjectKey {
  const parts = key.split('/');
  const [first, second] = parts;
  if (parts.length === 1 && first) {
    return { name: first };
  }
  if (parts.length === 2 && first && second) {
    return { namespace: first, name: second };
  }
  throw new Error(
    `"${key}" is not the key of an object: expected "name" or "namespace/name"`,
  );
}
