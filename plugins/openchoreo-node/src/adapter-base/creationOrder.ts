import type { ResourceObject } from '../cache/ResourceReader';

/** Sorts objects by time of creation, the oldest first. */
export function oldestFirst(a: ResourceObject, b: ResourceObject): number {
  const byTime = createdAt(a).localeCompare(createdAt(b), 'en');
  // Creation times have a resolution of a second. Within one, resource versions give the order.
  return byTime || version(a) - version(b) || byName(a, b);
}

/** Sorts objects by time of creation, the newest first. */
export function newestFirst(a: ResourceObject, b: ResourceObject): number {
  return oldestFirst(b, a);
}

function createdAt({ metadata }: ResourceObject): string {
  return metadata.creationTimestamp ?? '';
}

function version({ metadata }: ResourceObject): number {
  const number = Number(metadata.resourceVersion);
  return Number.isSafeInteger(number) ? number : 0;
}

function byName(a: ResourceObject, b: ResourceObject): number {
  return a.metadata.name.localeCompare(b.metadata.name, 'en');
}
