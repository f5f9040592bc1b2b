import { KubeObject } from '@promenade/kube-client';
import { z } from 'zod';
import { TypedResource } from './read';

/** What is wrong with a value, on one line: `kind: Invalid input: expected string, received undefined; …`. */
export function issuesOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}

/** What keeps an object from fitting its kind, by field; empty where it fits. */
export function whatIsWrong<T extends KubeObject>(
  { schema }: Pick<TypedResource<T>, 'schema'>,
  object: KubeObject,
): string {
  try {
    schema.parse(object);
    return '';
  } catch (error) {
    return error instanceof z.ZodError ? issuesOf(error) : String(error);
  }
}
