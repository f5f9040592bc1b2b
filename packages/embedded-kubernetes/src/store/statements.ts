import type { Database, Statement } from 'better-sqlite3';
import type { KubeObject } from '../api/types';
import type { StoreKey } from './store-event';

/** The number of objects, and of bytes of JSON, that are read at a time. */
const pageSize = 500;
const pageBytes = 4 * 1024 * 1024;

/** Reads the rows of a page. A page ends early if its objects are large. */
export function readPage(iterator: Iterable<ObjectRow>): {
  rows: ObjectRow[];
  isLast: boolean;
} {
  const rows: ObjectRow[] = [];
  let bytes = 0;
  for (const row of iterator) {
    rows.push(row);
    bytes += row.body.length;
    if (bytes > pageBytes) return { rows, isLast: false };
  }
  return { rows, isLast: rows.length < pageSize };
}

/** A row of the table `objects`. */
export interface ObjectRow {
  resource: string;
  namespace: string;
  name: string;
  body: string;
}

/** Parses the object of a row. Only this package writes rows. */
export function parseBody(body: string): KubeObject {
  return JSON.parse(body);
}

interface Count {
  value: number;
}

/** The prepared statements of an object store. */
export interface Statements {
  get: Statement<[string, string, string], ObjectRow>;
  byUid: Statement<[string], ObjectRow>;
  page: Statement<[string, string, string], ObjectRow>;
  pageIn: Statement<[string, string, string, string], ObjectRow>;
  count: Statement<[string, string, string], Count>;
  countIn: Statement<[string, string, string, string], Count>;
  resources: Statement<[], { resource: string }>;
  dependents: Statement<[string], StoreKey>;
  ownerUids: Statement<[], { owner: string }>;
  put: Statement<unknown[]>;
  remove: Statement<unknown[]>;
  addOwner: Statement<unknown[]>;
  removeOwners: Statement<unknown[]>;
  version: Statement<[], Count>;
  setVersion: Statement<unknown[]>;
}

/** Prepares the statements of an object store. */
export function prepareStatements(database: Database): Statements {
  const columns = 'resource, namespace, name, body';
  return {
    get: database.prepare<[string, string, string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE resource = ? AND namespace = ? AND name = ?`,
    ),
    byUid: database.prepare<[string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE uid = ?`,
    ),
    page: database.prepare<[string, string, string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE resource = ? AND (namespace, name) > (?, ?) ORDER BY namespace, name LIMIT ${pageSize}`,
    ),
    pageIn: database.prepare<[string, string, string, string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE resource = ? AND namespace = ? AND (namespace, name) > (?, ?) ORDER BY name LIMIT ${pageSize}`,
    ),
    count: database.prepare<[string, string, string], Count>(
      'SELECT count(*) AS value FROM objects WHERE resource = ? AND (namespace, name) > (?, ?)',
    ),
    countIn: database.prepare<[string, string, string, string], Count>(
      'SELECT count(*) AS value FROM objects WHERE resource = ? AND namespace = ? AND (namespace, name) > (?, ?)',
    ),
    resources: database.prepare<[], { resource: string }>(
      'SELECT DISTINCT resource FROM objects',
    ),
    dependents: database.prepare<[string], StoreKey>(
      'SELECT resource, namespace, name FROM owners WHERE owner = ?',
    ),
    ownerUids: database.prepare<[], { owner: string }>(
      'SELECT DISTINCT owner FROM owners',
    ),
    put: database.prepare(
      'INSERT OR REPLACE INTO objects (resource, namespace, name, uid, version, body) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    remove: database.prepare(
      'DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?',
    ),
    addOwner: database.prepare(
      'INSERT OR IGNORE INTO owners (owner, resource, namespace, name) VALUES (?, ?, ?, ?)',
    ),
    removeOwners: database.prepare(
      'DELETE FROM owners WHERE resource = ? AND namespace = ? AND name = ?',
    ),
    version: database.prepare<[], Count>(
      "SELECT value FROM counters WHERE name = 'version'",
    ),
    setVersion: database.prepare(
      "UPDATE counters SET value = ? WHERE name = 'version'",
    ),
  };
}
