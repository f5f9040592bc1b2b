import type { KubernetesObject } from '@promenade/openchoreo-model';

/** Compares two objects by when they were made. */
export function oldestFirst(a: KubernetesObject, b: KubernetesObject): number {
  const byTime = createdAt(a).localeCompare(createdAt(b), 'en');
  // Creation is kept to the second; within one, versions of the store tell what came first.
  return byTime || version(a) - version(b) || byName(a, b);
}

/** Compares two objects by when they were made, the other way round. */
export function newestFirst(a: KubernetesObject, b: KubernetesObject): number {
  return oldestFirst(b, a);
}

function createdAt({ metadata }: KubernetesObject): string {
  return metadata.creationTimestamp ?? '';
}

function version({ metadata }: KubernetesObject): number {
  const number = Number(metadata.resourceVersion);
  return Number.isSafeInteger(number) ? number : 0;
}

function byName(a: KubernetesObject, b: KubernetesObject): number {
  return a.metadata.name.localeCompare(b.metadata.name, 'en');
}
