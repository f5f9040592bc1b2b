import { KubeObject } from '@promenade/kube-client';

/**
 * Entries of a map in the order of their keys, by code unit: the order of a
 * map must never show in what is rendered.
 */
export function sortedEntries<V>(
  map: { readonly [key: string]: V } | undefined,
): [string, V][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => compareText(a, b));
}

/** Order of texts by code unit, the same whatever the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Sorts objects by age, the oldest first; those that were made in one second by namespace and name. */
export function creationOrderKey({ metadata }: KubeObject): string {
  const { creationTimestamp = '', namespace = '', name } = metadata;
  return [creationTimestamp, namespace, name].join(' ');
}
