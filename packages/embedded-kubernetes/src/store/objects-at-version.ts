import type { KubeObject } from '../api/types';
import { parseBody, type ObjectRow } from './statements';
import type { StoreEvent } from './store-event';

/** Selects objects of a resource. */
export interface ScanOptions {
  namespace?: string;
  /** Only objects after this key, in the order by namespace and name. */
  after?: { namespace: string; name: string };
  /** The version to read; default: the current one. */
  at?: number;
}

/** A key before all others. */
export const scanStart = { namespace: '', name: '' };

/**
 * Reconstructs the objects at an earlier version: the first event of an object after that version holds its previous state.
 * @param rows - the current objects, in order
 * @param events - all events of the resource after that version, oldest first
 */
export function* objectsAtVersion(
  rows: Iterable<ObjectRow>,
  events: StoreEvent[],
  { namespace, after = scanStart }: ScanOptions,
): Iterable<KubeObject> {
  const changed = new Map<string, KubeObject | undefined>();
  for (const event of events) {
    const position = sortKeyOf(event.key);
    const isSelected =
      (namespace === undefined || namespace === event.key.namespace) &&
      position > sortKeyOf(after);
    if (isSelected && !changed.has(position)) {
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

/** Sorts as the database does: by namespace, then by name. */
function sortKeyOf(key: { namespace: string; name: string }): string {
  return `${key.namespace}\0${key.name}`;
}
