import type { KubernetesObject } from '@promenade/openchoreo-model';

/** Kind, namespace and name of an object. */
export function objectReference({ kind, metadata }: KubernetesObject) {
  const { namespace, name } = metadata;
  return { kind, ...(namespace && { namespace }), name };
}
