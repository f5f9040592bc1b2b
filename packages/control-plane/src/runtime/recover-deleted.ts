import { KubeObject } from '@promenade/kube-client';
import { isDeleting } from './finalizer';
import { TypedResource } from './read';

/** Returns a valid spec of a kind from the metadata of an object; undefined for kinds that need no cleanup. */
export type RecoverSpec = (object: KubeObject) => object | undefined;

/**
 * Returns a malformed object that is being deleted in a form that its controller can clean up. The recorded status is kept if it is
 * valid.
 */
export function recoverDeleted<T extends KubeObject>(
  { schema }: TypedResource<T>,
  object: KubeObject | undefined,
  recoverSpec: RecoverSpec,
): T | undefined {
  const spec = object && isDeleting(object) ? recoverSpec(object) : undefined;
  if (!spec) {
    return undefined;
  }
  for (const candidate of [
    { ...object, spec },
    { ...object, spec, status: undefined },
  ]) {
    try {
      return schema.parse(candidate);
    } catch {
      continue;
    }
  }
  return undefined;
}
