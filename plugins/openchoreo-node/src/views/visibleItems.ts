import { indexValue } from '../cache/indexes';
import type { ReadableRef } from '../domain/ReadableRef';

/** The items about what the reader may see. Each component, project or organization is decided on once. */
export async function visibleItems<T, Ref extends ReadableRef>(
  items: readonly T[],
  refOf: (item: T) => Ref,
  decideVisible: (refs: readonly Ref[]) => Promise<readonly boolean[]>,
): Promise<T[]> {
  if (!items.length) return [];
  const refs = new Map(items.map(item => [keyOf(refOf(item)), refOf(item)]));
  const decisions = await decideVisible([...refs.values()]);
  const visible = new Set([...refs.keys()].filter((_, i) => decisions[i]));
  return items.filter(item => visible.has(keyOf(refOf(item))));
}

function keyOf({ organization, project = '', component = '' }: ReadableRef) {
  return indexValue(organization, project, component);
}
