import type { Database, Statement } from 'better-sqlite3';
import { parseBody } from './statements';
import type { StoreEvent } from './store-event';

/**
 * The limits of the event history.
 *
 * @public
 */
export interface HistoryLimits {
  maxEvents: number;
  maxAgeMs: number;
  /** The size of the JSON of all events. */
  maxBytes: number;
  /** The number of latest events that are kept in memory too. */
  inMemory: number;
  inMemoryBytes: number;
}

interface EventRow {
  version: number;
  resource: string;
  namespace: string;
  name: string;
  type: StoreEvent['type'];
  body: string;
  previous: string | null;
}

/** The sum of deleted events, and the version of the last one. */
interface DeletedEvents {
  version: number;
  rows: number;
  bytes: number;
}

const rowBytes = "octet_length(body) + octet_length(coalesce(previous, ''))";
/** A limited read stops after so many bytes of JSON. */
const maxBytesRead = 4 * 1024 * 1024;

/** The rows deleted by one compaction, and the appends between two compactions: small, so that no request waits long. */
const compactionStep = 256;
const compactionInterval = 64;

/** The event history in the database. */
export class EventLog {
  private readonly insert: Statement;
  private readonly select: Statement<[string, number, number], EventRow>;
  private readonly deleteOldest: () => DeletedEvents | undefined;
  private rows: number;
  private bytes: number;
  private appended = 0;
  private compactedVersion: number;

  constructor(
    private readonly database: Database,
    private readonly limits: HistoryLimits,
  ) {
    this.insert = database.prepare(
      'INSERT INTO events (version, resource, namespace, name, type, time, body, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.select = database.prepare(
      'SELECT version, resource, namespace, name, type, body, previous FROM events WHERE resource = ? AND version > ? ORDER BY version LIMIT ?',
    );
    this.rows = this.number('SELECT count(*) FROM events');
    this.bytes = this.number(
      `SELECT coalesce(sum(${rowBytes}), 0) FROM events`,
    );
    this.compactedVersion = this.number(
      "SELECT value FROM counters WHERE name = 'compacted'",
    );
    this.deleteOldest = database.transaction(() => this.deleteSurplus());
  }

  /** The version up to which events are compacted, inclusive. */
  get floor(): number {
    return this.compactedVersion;
  }

  /** Appends an event. Call it in the transaction that changes the object, and `appendCommitted` after the commit. */
  append(event: StoreEvent, body: string, previous: string | null): void {
    const { resource, namespace, name } = event.key;
    this.insert.run(
      event.version,
      resource,
      namespace,
      name,
      event.type,
      Date.now(),
      body,
      previous,
    );
  }

  /** Counts events that are committed. `bytes` is the size of their JSON. */
  appendCommitted(events: number, bytes: number): void {
    this.rows += events;
    this.bytes += bytes;
    this.appended += events;
  }

  /** The first `limit` events of a resource after `version`, oldest first, or undefined if some are compacted. */
  since(
    resource: string,
    version: number,
    limit: number,
  ): StoreEvent[] | undefined {
    if (version < this.compactedVersion) return undefined;
    const events: StoreEvent[] = [];
    let bytes = 0;
    // SQLite has no limit for a negative number.
    const rows = this.select.iterate(
      resource,
      version,
      limit === Infinity ? -1 : limit,
    );
    for (const row of rows) {
      events.push({
        version: row.version,
        type: row.type,
        key: {
          resource: row.resource,
          namespace: row.namespace,
          name: row.name,
        },
        object: parseBody(row.body),
        previous: row.previous === null ? undefined : parseBody(row.previous),
      });
      bytes += row.body.length + (row.previous?.length ?? 0);
      if (limit !== Infinity && bytes > maxBytesRead) break;
    }
    return events;
  }

  /** Deletes events beyond the limits. Call it between transactions. */
  compactIfDue(): void {
    if (this.appended < compactionInterval) return;
    this.appended = 0;
    const deleted = this.deleteOldest();
    if (!deleted) return;
    this.rows -= deleted.rows;
    this.bytes -= deleted.bytes;
    this.compactedVersion = deleted.version;
  }

  /** Deletes surplus events and records the last one; returns their sum. Run it in a transaction. */
  private deleteSurplus(): DeletedEvents | undefined {
    const oldest = Date.now() - this.limits.maxAgeMs;
    const deleted = { version: 0, rows: 0, bytes: 0 };
    for (const row of this.database
      .prepare<[number], { version: number; time: number; bytes: number }>(
        `SELECT version, time, ${rowBytes} AS bytes FROM events ORDER BY version LIMIT ?`,
      )
      .iterate(compactionStep)) {
      const isSurplus =
        this.rows - deleted.rows > this.limits.maxEvents ||
        this.bytes - deleted.bytes > this.limits.maxBytes ||
        row.time <= oldest;
      if (!isSurplus) break;
      deleted.rows += 1;
      deleted.bytes += row.bytes;
      deleted.version = row.version;
    }
    if (deleted.rows === 0) return undefined;
    const { version } = deleted;
    this.database.prepare('DELETE FROM events WHERE version <= ?').run(version);
    this.database
      .prepare("UPDATE counters SET value = ? WHERE name = 'compacted'")
      .run(version);
    return deleted;
  }

  private number(sql: string): number {
    const value = this.database.prepare(sql).pluck().get();
    return typeof value === 'number' ? value : 0;
  }
}
