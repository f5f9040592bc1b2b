import { KubeObject, ObjectKey } from '@promenade/kube-client';
import { z } from 'zod';
import { TypedResource, Read } from './read';

/** What is wrong with a value, on one line: `kind: Invalid input: expected string, received undefined; …`. */
export function formatIssues({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}

/** What keeps an object from fitting its kind, by field; empty where it fits. */
export function validationError<T extends KubeObject>(
  { schema }: Pick<TypedResource<T>, 'schema'>,
  object: KubeObject,
): string {
  try {
    schema.parse(object);
    return '';
  } catch (error) {
    return error instanceof z.ZodError ? formatIssues(error) : String(error);
  }
}

/** What is to be said of an object that is there and yet is not found, because it does not fit its kind; undefined of all others. */
export function invalidObjectError<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  key: ObjectKey,
): string | undefined {
  const trouble = read.validationError(type, key);
  return trouble === undefined
    ? undefined
    : `${type.kind} "${key.name}" is malformed (${trouble}); correct it`;
}
