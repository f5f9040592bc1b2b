import type { KubeObject } from '@promenade/kube-client';

/**
 * Whether one version of an object is older than another. Resource versions
 * are decimal numbers that grow, on every API server since Kubernetes 1.35 by
 * contract and before that in fact; what is no number cannot be told.
 */
export function isOlder(one: KubeObject, other: KubeObject): boolean {
  const a = one.metadata.resourceVersion ?? '';
  const b = other.metadata.resourceVersion ?? '';
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}
