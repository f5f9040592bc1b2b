import type {
  AuditEntry,
  AuditEntryList,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ReadableRef } from '../domain/ReadableRef';
import { decodeCursor, encodeCursor, malformedCursor } from '../views/cursor';
import { visibleItems } from '../views/visibleItems';
import type { AuditFilter, AuditStore } from './AuditLog';

/**
 * A page of the audit entries.
 *
 * @public
 */
export interface AuditPageFilter extends AuditFilter {
  /** The most entries. 50 by default. */
  limit?: number;
  /** The `nextCursor` of the previous page. */
  cursor?: string;
}

type DecideVisible = (
  refs: readonly ReadableRef[],
) => Promise<readonly boolean[]>;

const defaultLimit = 50;

/** How many entries are looked at for one page, so that one of few visible entries does not read the whole table. */
const scanLimit = 2_000;

/** How many entries are read at once. */
const batchSize = 200;

/**
 * The entries that match and are about what the reader may see, newest first.
 *
 * @throws InputError for a malformed cursor
 * @public
 */
export async function auditPage(
  store: AuditStore,
  { limit = defaultLimit, cursor, ...filter }: AuditPageFilter,
  decideVisible: DecideVisible,
): Promise<AuditEntryList> {
  const entries: AuditEntry[] = [];
  let after = cursor === undefined ? undefined : positionOf(cursor);
  for (let scanned = 0; scanned < scanLimit; scanned += batchSize) {
    const batch = await store.list(filter, { limit: batchSize, after });
    const visible = new Set(await visibleItems(batch, refOf, decideVisible));
    for (const entry of batch) {
      after = entry;
      if (visible.has(entry)) entries.push(entry);
      if (entries.length === limit) {
        return { entries, nextCursor: cursorOf(entry) };
      }
    }
    if (batch.length < batchSize) return { entries };
  }
  return { entries, nextCursor: after && cursorOf(after) };
}

/**
 * All entries that match, in pages.
 *
 * @public
 */
export async function* auditPages(
  store: AuditStore,
  filter: AuditPageFilter,
  decideVisible: DecideVisible,
): AsyncIterable<readonly AuditEntry[]> {
  let { cursor } = filter;
  do {
    const page = await auditPage(store, { ...filter, cursor }, decideVisible);
    yield page.entries;
    cursor = page.nextCursor;
  } while (cursor);
}

type Position = Pick<AuditEntry, 'id' | 'startedAt'>;

function refOf({ organization, project, component }: AuditEntry): ReadableRef {
  return { organization, project, component };
}

function cursorOf({ id, startedAt }: Position): string {
  return encodeCursor(`${startedAt} ${id}`);
}

function positionOf(cursor: string): Position {
  const [startedAt, id] = decodeCursor(cursor).split(' ');
  if (id && !Number.isNaN(Date.parse(startedAt))) return { startedAt, id };
  throw malformedCursor();
}
