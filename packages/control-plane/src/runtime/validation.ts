import { KubeObject, ObjectKey } from '@promenade/kube-client';
import { z } from 'zod';
import { Read, TypedResource } from './read';

/** Formats validation issues on one line: `kind: Invalid input: expected string, received undefined; …`. */
export function formatIssues({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}

/** Returns the validation issues of an object by field; empty if it matches the schema of its kind. */
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

/** Returns the message for an object that exists but is invalid, and is therefore not in the cache; undefined otherwise. */
export function invalidObjectError<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  key: ObjectKey,
): string | undefined {
  const issues = read.validationError(type, key);
  return issues === undefined
    ? undefined
    : `${type.kind} "${key.name}" is malformed (${issues}); correct it`;
}

/** Whether an object exists, malformed or not. */
export function existsInCache<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  key: ObjectKey,
): boolean {
  return (
    read.get(type, key) !== undefined ||
    read.validationError(type, key) !== undefined
  );
}
