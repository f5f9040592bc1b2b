import { KubeObject } from '@promenade/kube-client';

/** Returns the entries of a map, sorted by key, so that rendered output does not depend on the order of a map. */
export function sortedEntries<V>(
  map: { readonly [key: string]: V } | undefined,
): [string, V][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => compareText(a, b));
}

/** Compares texts by code unit, independent of the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Returns a sort key: by creation time, oldest first, then by namespace and name. */
export function creationOrderKey({ metadata }: KubeObject): string {
  const { creationTimestamp = '', namespace = '', name } = metadata;
  return [creationTimestamp, namespace, name].join(' ');
}
