import type { KubeObject } from '../api/types';
import { parseBody, type ObjectRow } from './statements';
import type { StoreEvent } from './store-event';

/** Which objects of a resource. */
export interface ScanOptions {
  namespace?: string;
  /** Only what comes after this place in the order. */
  after?: { namespace: string; name: string };
  /** As they were at this version. */
  at?: number;
}

/** A place in the order that everything comes after. */
export const beforeAll = { namespace: '', name: '' };

/**
 * Objects as they were before some events: the first event of each object since then knows what it was.
 * @param rows - the objects as they are now, in order
 * @param events - all that has happened to the resource since then, oldest first
 */
export function* rewind(
  rows: Iterable<ObjectRow>,
  events: StoreEvent[],
  { namespace, after = beforeAll }: ScanOptions,
): Iterable<KubeObject> {
  const changed = new Map<string, KubeObject | undefined>();
  for (const event of events) {
    const position = sortKeyOf(event.key);
    const wanted =
      (namespace === undefined || namespace === event.key.namespace) &&
      position > sortKeyOf(after);
    if (wanted && !changed.has(position)) {
      changed.set(position, event.previous);
    }
  }
  const past = [...changed].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const row of rows) {
    const position = sortKeyOf(row);
    while (past.length > 0 && past[0][0] < position) {
      const object = past.shift()?.[1];
      if (object) yield object;
    }
    if (past[0]?.[0] !== position) yield parseBody(row.body);
  }
  for (const [, object] of past) if (object) yield object;
}

/** Orders as the database does: by namespace, then by name. */
function sortKeyOf(key: { namespace: string; name: string }): string {
  return `${key.namespace}\0${key.name}`;
}
