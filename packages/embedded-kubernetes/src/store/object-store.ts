import type { Database } from 'better-sqlite3';
import type { KubeObject } from '../api/types';
import { openDatabase, type Durability } from './database';
import { EventDelivery } from './event-delivery';
import { EventLog, type HistoryLimits } from './event-log';
import { EventRing } from './event-ring';
import {
  scanStart,
  objectsAtVersion,
  type ScanOptions,
} from './objects-at-version';
import {
  parseBody,
  prepareStatements,
  readPage,
  type ObjectRow,
  type Statements,
} from './statements';
import type { StoreEvent, StoreKey } from './store-event';

/** Options of an object store. */
export interface ObjectStoreOptions {
  /** Path of the database file. */
  file: string;
  durability?: Durability;
  history?: Partial<HistoryLimits>;
  /** Resources without history in the database, because they change often: leases. */
  withoutHistory?: string[];
  /** Called when a subscriber throws, which does not affect the other subscribers, and when a compaction fails. */
  onError?: (error: unknown) => void;
}

/** The history of the requested version is compacted. */
export class VersionExpiredError extends Error {
  constructor(public readonly version: number, public readonly oldest: number) {
    super(`too old resource version: ${version} (${oldest})`);
    this.name = 'VersionExpiredError';
  }
}

/** The size limit of etcd for a request, in bytes of JSON. */
const maxObjectBytes = 1.5 * 1024 * 1024;

/** The JSON of an object is larger than the store accepts. */
export class ObjectTooLargeError extends Error {
  constructor() {
    super(`the object is too large: limit is ${maxObjectBytes} bytes`);
    this.name = 'ObjectTooLargeError';
  }
}

/** A committed event, and the size of its JSON. */
interface RecordedEvent {
  event: StoreEvent;
  bytes: number;
  isLogged: boolean;
}

const defaultHistory: HistoryLimits = {
  maxEvents: 20_000,
  maxAgeMs: 60 * 60 * 1000,
  maxBytes: 512 * 1024 * 1024,
  inMemory: 2048,
  inMemoryBytes: 64 * 1024 * 1024,
};
/** The size of JSON after which `page` ends a page, in bytes. */
const maxPageBytes = 4 * 1024 * 1024;

/**
 * Stores the objects of the API in SQLite. Every change increments one version counter.
 * All methods are synchronous: all changes in one `write` are one transaction.
 */
export class ObjectStore {
  private readonly database: Database;
  private readonly log: EventLog;
  private readonly ring: EventRing;
  private readonly delivery: EventDelivery;
  private readonly withoutHistory: Set<string>;
  private readonly onError: (error: unknown) => void;
  private readonly statements: Statements;
  private version: number;
  private published: number;
  /** The events of the transaction that is running. */
  private recorded: RecordedEvent[] = [];

  constructor(options: ObjectStoreOptions) {
    this.database = openDatabase(options.file, options.durability);
    const history = { ...defaultHistory, ...options.history };
    this.log = new EventLog(this.database, history);
    this.statements = prepareStatements(this.database);
    this.version = this.statements.version.get()?.value ?? 0;
    this.published = this.version;
    this.ring = new EventRing(
      { events: history.inMemory, bytes: history.inMemoryBytes },
      this.version,
    );
    this.withoutHistory = new Set(options.withoutHistory);
    this.onError = options.onError ?? (() => {});
    this.delivery = new EventDelivery(this.onError);
  }

  /** The version of the last change. */
  get currentVersion(): number {
    return this.version;
  }

  /** The version up to which `eventsSince` returns all events. It is lower than the current one in a transaction. */
  get publishedVersion(): number {
    return this.published;
  }

  /** An object, or undefined. Do not modify it. */
  get(key: StoreKey): KubeObject | undefined {
    const row = this.statements.get.get(key.resource, key.namespace, key.name);
    return row && parseBody(row.body);
  }

  /** The object with this uid and its key, or undefined. */
  getByUid(uid: string): { key: StoreKey; object: KubeObject } | undefined {
    const row = this.statements.byUid.get(uid);
    return row && { key: keyOf(row), object: parseBody(row.body) };
  }

  /** All objects of a resource, ordered by namespace and name. */
  list(resource: string, options: ScanOptions = {}): KubeObject[] {
    return [...this.scan(resource, options)];
  }

  /**
   * Iterates over the objects of a resource, ordered by namespace and name.
   * @throws VersionExpiredError if the history of `at` is compacted
   */
  scan(resource: string, options: ScanOptions = {}): Iterable<KubeObject> {
    return this.scanRows(this.rows(resource, options), resource, options);
  }

  /**
   * Reads the first objects of a resource, at most `limit` and some MiB of JSON.
   * @returns the objects, and the key after which the next page starts, unless this is the last page
   * @throws VersionExpiredError if the history of `at` is compacted
   */
  page(
    resource: string,
    options: ScanOptions,
    limit: number,
  ): { objects: KubeObject[]; next?: { namespace: string; name: string } } {
    const objects: KubeObject[] = [];
    let bytes = 0;
    const rows = tap(this.rows(resource, options), ({ body }) => {
      bytes += body.length;
    });
    for (const object of this.scanRows(rows, resource, options)) {
      objects.push(object);
      if (objects.length === limit || bytes > maxPageBytes) {
        const { namespace = '', name = '' } = object.metadata;
        return { objects, next: { namespace, name } };
      }
    }
    return { objects };
  }

  /** Counts the objects of a resource, optionally in one namespace or after a key. */
  count(resource: string, options: ScanOptions = {}): number {
    const { namespace, after = scanStart } = options;
    const range = [after.namespace, after.name] as const;
    const row =
      namespace === undefined
        ? this.statements.count.get(resource, ...range)
        : this.statements.countIn.get(resource, namespace, ...range);
    return row?.value ?? 0;
  }

  /** The resources that have objects. */
  resources(): string[] {
    return this.statements.resources.all().map(row => row.resource);
  }

  /** The keys of the objects with an owner reference to this uid. */
  dependentsOf(uid: string): StoreKey[] {
    return this.statements.dependents.all(uid);
  }

  /** The uids of all owner references. */
  ownerUids(): string[] {
    return this.statements.ownerUids.all().map(row => row.owner);
  }

  /** Runs `change` as one transaction; subscribers are called after the commit. */
  write<T>(change: () => T): T {
    if (this.database.inTransaction) return change();
    const before = this.version;
    let result: T;
    try {
      result = this.database.transaction(change).immediate();
    } catch (error) {
      this.version = before;
      this.recorded = [];
      throw error;
    }
    this.publish();
    return result;
  }

  /** Stores a new or changed object; returns it with its new resourceVersion. */
  put(key: StoreKey, object: KubeObject): KubeObject {
    return this.write(() => {
      const previousRow = this.statements.get.get(
        key.resource,
        key.namespace,
        key.name,
      );
      const previous = previousRow && parseBody(previousRow.body);
      const stored = this.stamp(object);
      const body = JSON.stringify(stored);
      if (Buffer.byteLength(body) > maxObjectBytes) {
        throw new ObjectTooLargeError();
      }
      this.statements.put.run(
        key.resource,
        key.namespace,
        key.name,
        stored.metadata.uid ?? '',
        this.version,
        body,
      );
      this.indexOwners(key, previous, stored);
      this.record(
        {
          version: this.version,
          type: previous ? 'MODIFIED' : 'ADDED',
          key,
          object: stored,
          previous,
        },
        body,
        previousRow?.body ?? null,
      );
      return stored;
    });
  }

  /** Removes an object. `last` is the state in the DELETED event, which gets the version of the deletion. */
  remove(key: StoreKey, last: KubeObject): KubeObject {
    return this.write(() => {
      const previousRow = this.statements.get.get(
        key.resource,
        key.namespace,
        key.name,
      );
      const stored = this.stamp(last);
      this.statements.remove.run(key.resource, key.namespace, key.name);
      this.indexOwners(key, last, undefined);
      this.record(
        {
          version: this.version,
          type: 'DELETED',
          key,
          object: stored,
          previous: previousRow ? parseBody(previousRow.body) : last,
        },
        JSON.stringify(stored),
        previousRow?.body ?? null,
      );
      return stored;
    });
  }

  /**
   * The events of a resource after `version`, oldest first: all of them, or at most `limit`.
   * @throws VersionExpiredError if some of them are compacted
   */
  eventsSince(
    resource: string,
    version: number,
    limit = Infinity,
  ): StoreEvent[] {
    if (version >= this.version) return [];
    const recent = this.ring.since(resource, version, limit);
    if (recent) return recent;
    const logged = this.withoutHistory.has(resource)
      ? undefined
      : this.log.since(resource, version, limit);
    if (!logged) throw new VersionExpiredError(version, this.log.floor + 1);
    return logged;
  }

  /** Calls `listener` after every committed change of a resource; returns a function that unsubscribes. */
  subscribe(
    resource: string,
    listener: (event: StoreEvent) => void,
  ): () => void {
    return this.delivery.subscribe(resource, listener);
  }

  /** Calls `listener` after every committed change of any resource; returns a function that unsubscribes. */
  subscribeAll(listener: (event: StoreEvent) => void): () => void {
    return this.delivery.subscribeAll(listener);
  }

  close(): void {
    this.delivery.close();
    this.database.close();
  }

  private stamp(object: KubeObject): KubeObject {
    this.version += 1;
    this.statements.setVersion.run(this.version);
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.version) },
    };
  }

  private record(
    event: StoreEvent,
    body: string,
    previous: string | null,
  ): void {
    const isLogged = !this.withoutHistory.has(event.key.resource);
    if (isLogged) this.log.append(event, body, previous);
    const bytes = Buffer.byteLength(body) + Buffer.byteLength(previous ?? '');
    this.recorded.push({ event, bytes, isLogged });
  }

  private indexOwners(
    key: StoreKey,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ): void {
    const old = ownersOf(before);
    const now = ownersOf(after);
    if (old.join() === now.join()) return;
    const { resource, namespace, name } = key;
    this.statements.removeOwners.run(resource, namespace, name);
    for (const owner of now) {
      this.statements.addOwner.run(owner, resource, namespace, name);
    }
  }

  private *scanRows(
    rows: Iterable<ObjectRow>,
    resource: string,
    options: ScanOptions,
  ): Iterable<KubeObject> {
    const { at } = options;
    if (at === undefined || at >= this.version) {
      for (const row of rows) yield parseBody(row.body);
    } else {
      const events = this.eventsSince(resource, at);
      yield* objectsAtVersion(rows, events, options);
    }
  }

  /** Reads pages, so that no statement is active while a page is processed. */
  private *rows(
    resource: string,
    { namespace, after = scanStart }: ScanOptions,
  ): Iterable<ObjectRow> {
    let last = after;
    for (;;) {
      const page = readPage(
        namespace === undefined
          ? this.statements.page.iterate(resource, last.namespace, last.name)
          : this.statements.pageIn.iterate(
              resource,
              namespace,
              last.namespace,
              last.name,
            ),
      );
      yield* page.rows;
      if (page.isLast) return;
      last = page.rows[page.rows.length - 1];
    }
  }

  /** Adds the events of a committed transaction to the history, and delivers them. */
  private publish(): void {
    const recorded = this.recorded;
    this.recorded = [];
    const logged = recorded.filter(({ isLogged }) => isLogged);
    const bytes = logged.reduce((sum, item) => sum + item.bytes, 0);
    this.log.appendCommitted(logged.length, bytes);
    for (const { event, bytes: size } of recorded) {
      this.ring.push(event, size);
    }
    this.published = this.version;
    const isDelivered = this.delivery.deliver(
      recorded.map(({ event }) => event),
    );
    if (!isDelivered) return;
    try {
      this.log.compactIfDue();
    } catch (error) {
      // The write is committed, so it must not fail.
      this.onError(error);
    }
  }
}

/** Calls `visit` with each item before it is processed. */
function* tap<T>(items: Iterable<T>, visit: (item: T) => void): Iterable<T> {
  for (const item of items) {
    visit(item);
    yield item;
  }
}

function ownersOf(object: KubeObject | undefined): string[] {
  return (object?.metadata.ownerReferences ?? []).map(owner => owner.uid);
}

function keyOf(row: ObjectRow): StoreKey {
  return { resource: row.resource, namespace: row.namespace, name: row.name };
}
