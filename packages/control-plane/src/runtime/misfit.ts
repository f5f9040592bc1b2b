import { KubeObject, ObjectKey } from '@promenade/kube-client';
import { Read, TypedResource } from './read';

/** What is to be said of an object that is there and yet is not found, because it does not fit its kind; undefined of all others. */
export function misfit<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  key: ObjectKey,
): string | undefined {
  const trouble = read.trouble(type, key);
  return trouble === undefined
    ? undefined
    : `${type.kind} "${key.name}" is malformed (${trouble}); correct it`;
}
