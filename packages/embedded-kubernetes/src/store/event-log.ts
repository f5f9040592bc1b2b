import type { Database, Statement } from 'better-sqlite3';
import { parseBody } from './statements';
import type { StoreEvent } from './store-event';

/** The limits of the event history. */
export interface HistoryLimits {
  maxEvents: number;
  maxAgeMs: number;
  /** The number of latest events that are kept in memory too. */
  inMemory: number;
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

/** The rows deleted by one compaction, and the appends between two compactions: small, so that no request waits long. */
const compactionStep = 256;
const compactionInterval = 64;

/** The event history in the database. */
export class EventLog {
  private readonly insert: Statement;
  private readonly select: Statement<[string, number], EventRow>;
  private rows: number;
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
      'SELECT version, resource, namespace, name, type, body, previous FROM events WHERE resource = ? AND version > ? ORDER BY version',
    );
    this.rows = this.number('SELECT count(*) FROM events');
    this.compactedVersion = this.number(
      "SELECT value FROM counters WHERE name = 'compacted'",
    );
  }

  /** The version up to which events are compacted, inclusive. */
  get floor(): number {
    return this.compactedVersion;
  }

  /** Appends an event. Call it in the transaction that changes the object. */
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
    this.rows += 1;
    this.appended += 1;
  }

  /** Events of a resource after `version`, oldest first, or undefined if some are compacted. */
  since(resource: string, version: number): StoreEvent[] | undefined {
    if (version < this.compactedVersion) return undefined;
    return this.select.all(resource, version).map(row => ({
      version: row.version,
      type: row.type,
      key: {
        resource: row.resource,
        namespace: row.namespace,
        name: row.name,
      },
      object: parseBody(row.body),
      previous: row.previous === null ? undefined : parseBody(row.previous),
    }));
  }

  /** Deletes events beyond the limits. Call it between transactions. */
  compactIfDue(): void {
    if (this.appended < compactionInterval) return;
    this.appended = 0;
    this.compact();
  }

  private compact(): void {
    const surplus = this.rows - this.limits.maxEvents;
    const step = this.database
      .prepare<[number], { version: number; time: number }>(
        'SELECT version, time FROM events ORDER BY version LIMIT 1 OFFSET ?',
      )
      .get(Math.min(Math.max(surplus, 1), compactionStep) - 1);
    if (!step) return;
    if (surplus <= 0 && step.time > Date.now() - this.limits.maxAgeMs) return;
    const { changes } = this.database
      .prepare('DELETE FROM events WHERE version <= ?')
      .run(step.version);
    this.rows -= changes;
    this.compactedVersion = step.version;
    this.database
      .prepare("UPDATE counters SET value = ? WHERE name = 'compacted'")
      .run(step.version);
  }

  private number(sql: string): number {
    const value = this.database.prepare(sql).pluck().get();
    return typeof value === 'number' ? value : 0;
  }
}
