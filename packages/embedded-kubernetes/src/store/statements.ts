import type { Database, Statement } from 'better-sqlite3';
import type { KubeObject } from '../types';
import type { StoreKey } from './store-event';

/** How many objects are read at a time. */
export const pageSize = 500;

/** An object as the database has it. */
export interface ObjectRow {
  resource: string;
  namespace: string;
  name: string;
  body: string;
}

/** The object that a row holds. Rows are written by this package alone. */
export function parseBody(body: string): KubeObject {
  return JSON.parse(body);
}

/** Prepares all that an object store asks of its database. */
export function prepareStatements(database: Database) {
  const columns = 'resource, namespace, name, body';
  const one: Statement<[string, string, string], ObjectRow> = database.prepare(
    `SELECT ${columns} FROM objects WHERE resource = ? AND namespace = ? AND name = ?`,
  );
  return {
    get: one,
    byUid: database.prepare<[string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE uid = ?`,
    ),
    page: database.prepare<[string, string, string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE resource = ? AND (namespace, name) > (?, ?) ORDER BY namespace, name LIMIT ${pageSize}`,
    ),
    pageIn: database.prepare<[string, string, string, string], ObjectRow>(
      `SELECT ${columns} FROM objects WHERE resource = ? AND namespace = ? AND (namespace, name) > (?, ?) ORDER BY name LIMIT ${pageSize}`,
    ),
    count: database.prepare<[string, string, string], { value: number }>(
      'SELECT count(*) AS value FROM objects WHERE resource = ? AND (namespace, name) > (?, ?)',
    ),
    countIn: database.prepare<
      [string, string, string, string],
      { value: number }
    >(
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
    version: database.prepare<[], { value: number }>(
      "SELECT value FROM counters WHERE name = 'version'",
    ),
    setVersion: database.prepare(
      "UPDATE counters SET value = ? WHERE name = 'version'",
    ),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
