import Database from 'better-sqlite3';
import { errorCode } from '../api/error-code';

/**
 * What a commit survives: `normal` a crash of the process, `full` a crash of the machine.
 *
 * @public
 */
export type Durability = 'normal' | 'full';

const tables = `
  CREATE TABLE IF NOT EXISTS objects (
    resource TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    uid TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (resource, namespace, name)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS objects_by_uid ON objects (uid);
  CREATE TABLE IF NOT EXISTS owners (
    owner TEXT NOT NULL,
    resource TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (owner, resource, namespace, name)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS owners_by_dependent ON owners (resource, namespace, name);
  CREATE TABLE IF NOT EXISTS events (
    version INTEGER PRIMARY KEY,
    resource TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    time INTEGER NOT NULL,
    body TEXT NOT NULL,
    previous TEXT
  );
  CREATE INDEX IF NOT EXISTS events_by_resource ON events (resource, version);
  CREATE TABLE IF NOT EXISTS counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT OR IGNORE INTO counters VALUES ('version', 0), ('compacted', 0);
`;

/** A process that is about to exit may still hold the lock. */
const lockTimeoutMs = 2000;

/**
 * Opens the database; creates it if it does not exist.
 * `events` is a bounded log from which watches resume and lists read earlier versions.
 * @throws Error if another process has it open
 */
export function openDatabase(
  file: string,
  durability: Durability = 'normal',
): Database.Database {
  const database = new Database(file, { timeout: lockTimeoutMs });
  try {
    // The version and the latest events are cached in memory, so no other process may write.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma(
      `synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`,
    );
    database.exec(tables);
  } catch (error) {
    database.close();
    if (!errorCode(error).startsWith('SQLITE_BUSY')) throw error;
    throw new Error(
      `${file} is in use by another process; end that one, or use another folder`,
      { cause: error },
    );
  }
  return database;
}
