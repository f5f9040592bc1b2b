// Databases for backends, in temporary folders.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPackage } from '../lib/load-package.mjs';

const { TestPostgres } = loadPackage(
  'plugins/catalog-backend-module-openchoreo/src/__testUtils__/TestPostgres',
);

/**
 * @typedef {object} Databases
 * @property {() => object} create `backend.database` of the configuration of a new installation
 * @property {() => Promise<void>} stop
 */

/**
 * Functions that start databases by the value of `--database`. They return undefined where a database is not installed.
 *
 * @type {Record<string, () => Promise<Databases | undefined>>}
 */
export const databaseServers = {
  async sqlite() {
    const folder = mkdtempSync(join(tmpdir(), 'promenade-bench-'));
    let number = 0;
    return {
      create() {
        number += 1;
        const directory = join(folder, `${number}`);
        return { client: 'better-sqlite3', connection: { directory } };
      },
      stop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
  async postgres() {
    if (!TestPostgres.isInstalled()) return undefined;
    const postgres = await TestPostgres.start();
    return {
      create: () => postgres.newDatabase(),
      stop: () => postgres.stop(),
    };
  },
};
