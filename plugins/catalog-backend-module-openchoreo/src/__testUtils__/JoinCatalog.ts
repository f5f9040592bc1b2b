import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { CatalogBackend } from './CatalogBackend';
import type { InMemoryUnits } from './InMemoryUnits';
import { aPlatform, ownRef, team, teamEntity } from './joinedEntities';
import { startReplica } from './startReplica';
import { describeWithPostgres } from './TestPostgres';

/** Times of the module, in milliseconds. */
interface Times {
  compareEveryMs?: number;
  handoverMs?: number;
}

/** A catalog with a database of its own, and a folder with files that users register. */
class JoinCatalog {
  readonly #database: JsonObject;
  readonly #folder = mkdtempSync(join(tmpdir(), 'join-'));
  #backend: CatalogBackend | undefined;

  constructor(database: JsonObject) {
    this.#database = database;
  }

  /** That was started last. */
  get backend(): CatalogBackend {
    if (!this.#backend) throw new Error('the catalog is not started');
    return this.#backend;
  }

  get waitFor() {
    return this.backend.waitFor.bind(this.backend);
  }

  async start(
    units: InMemoryUnits,
    openchoreo: JsonObject = {},
    times: Times = {},
  ): Promise<void> {
    this.#backend = await startReplica({
      database: this.#database,
      units,
      config: { orphanStrategy: 'delete', providers: { openchoreo } },
      times: {
        compareEveryMs: 2_000,
        checkEveryMs: 2_000,
        claimsEveryMs: 300,
        unreturnedMs: 3_000,
        ...times,
      },
    });
    await this.#backend.addHostEntities(teamEntity);
    await this.waitFor(all => all.has(team));
  }

  /** Starts with the component's own entity in the catalog, and registers a file with an entity. */
  async startWithFile(
    entity: Entity,
    openchoreo?: JsonObject,
    times?: Times,
  ): Promise<InMemoryUnits> {
    const units = aPlatform();
    await this.start(units, openchoreo, times);
    await this.waitForOwn();
    await this.register('info.yaml', entity);
    return units;
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    rmSync(this.#folder, { recursive: true });
  }

  write(file: string, ...entities: Entity[]): void {
    writeFileSync(
      join(this.#folder, file),
      entities.map(entity => JSON.stringify(entity)).join('\n---\n'),
    );
  }

  /** Registers a file, as a user does with its URL. */
  async register(file: string, ...entities: Entity[]): Promise<void> {
    this.write(file, ...entities);
    const target = join(this.#folder, file);
    await this.backend.addHostEntities({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Location',
      metadata: {
        name: file,
        annotations: {
          'backstage.io/managed-by-location': `file:${target}`,
          'backstage.io/managed-by-origin-location': `file:${target}`,
        },
      },
      spec: { type: 'file', target },
    });
  }

  unregister(file: string): Promise<void> {
    return this.backend.removeHostEntities(`location:default/${file}`);
  }

  /** Resolves when the component has an entity of its own. */
  waitForOwn(): Promise<Map<string, Entity>> {
    return this.waitFor(all => all.get(ownRef)?.spec?.type === 'service');
  }

  async waitForProblem(units: InMemoryUnits, text: string): Promise<void> {
    await this.waitFor(() =>
      [...units.problems.values()].some(problem => problem.includes(text)),
    );
  }

  /** Resolves when the catalog has processed an entity from now on, and stitched what was before. */
  async waitUntilProcessed(entityRef: string): Promise<void> {
    const knex = await this.backend.access.database.getClient();
    const nextUpdate = async () => {
      const row = await knex('refresh_state')
        .where({ entity_ref: entityRef })
        .first('next_update_at');
      return String(row?.next_update_at);
    };
    // The second time, because the first one may have begun before.
    for (let times = 0; times < 2; times += 1) {
      const before = await nextUpdate();
      while ((await nextUpdate()) === before) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  }
}

/** Defines tests for each database. Every test gets a catalog that is not started. */
export function describeWithDatabases(
  title: string,
  define: (getCatalog: () => JoinCatalog) => void,
): void {
  const defineFor = (newDatabase: () => JsonObject) => {
    let catalog: JoinCatalog;
    beforeEach(() => {
      catalog = new JoinCatalog(newDatabase());
    });
    afterEach(() => catalog.stop());
    define(() => catalog);
  };

  describe(`${title} on SQLite`, () => {
    const folders: string[] = [];
    afterAll(() => {
      for (const folder of folders) rmSync(folder, { recursive: true });
    });
    defineFor(() => {
      const directory = mkdtempSync(join(tmpdir(), 'sqlite-'));
      folders.push(directory);
      return { client: 'better-sqlite3', connection: { directory } };
    });
  });

  describeWithPostgres(`${title} on PostgreSQL`, postgres => {
    defineFor(() => postgres().newDatabase());
  });
}
