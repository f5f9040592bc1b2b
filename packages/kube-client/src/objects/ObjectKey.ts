import { KubeObject } from './KubeObject';

/**
 * What tells an object from others of its type.
 *
 * @public
 */
export interface ObjectKey {
  /** Absent for cluster-scoped objects. */
  namespace?: string;
  name: string;
}

/**
 * The key of an object as a string: `namespace/name`, or `name` for a cluster-scoped one. What informers index by and work
 * queues hold.
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
 * The opposite of {@link keyOf}.
 *
 * @public
 * @throws Error when the text is not such a key
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
