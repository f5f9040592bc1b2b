import type { ResourceObject } from '../cache/ResourceReader';

/** Kind, namespace and name of an object. */
export function objectReference({ kind, metadata }: ResourceObject) {
  const { namespace, name } = metadata;
  return { kind, ...(namespace && { namespace }), name };
}
