import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type AuthService,
  type BackendFeature,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
  type CatalogService,
  type EntityProvider,
  type EntityProviderConnection,
  type EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import {
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import type { JsonObject } from '@backstage/types';

/** Keeps the connection that the catalog gives to a provider. */
export class ConnectionHolder implements EntityProvider {
  connection: EntityProviderConnection | undefined;

  constructor(readonly name: string) {}

  getProviderName(): string {
    return this.name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
  }

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (!this.connection) throw new Error(`${this.name} is not connected`);
    await this.connection.applyMutation(mutation);
  }
}

export interface CatalogAccess {
  catalog: CatalogService;
  auth: AuthService;
  database: DatabaseService;
  events: EventsService;
}

export interface CatalogBackendOptions {
  /** `backend.database` of the configuration. A database in memory by default. */
  database?: JsonObject;
  /** `catalog` of the configuration. */
  config?: JsonObject;
  /** Such as the module. */
  features?: readonly BackendFeature[];
  /** Providers of entities, besides that of the host. */
  providers?: readonly EntityProvider[];
  /** To which the backend appends its log. */
  log?: LogLine[];
}

/** A line of the log. */
export interface LogLine {
  /** ISO 8601. */
  at: string;
  level: 'error' | 'warn' | 'info' | 'debug';
  text: string;
}

/** Time to wait for entities, in milliseconds. */
const waitMs = 120_000;

/** A catalog backend, and what a test does with it as a user or as the host. */
export class CatalogBackend {
  private constructor(
    private readonly backend: TestBackend,
    readonly access: CatalogAccess,
    private readonly host: ConnectionHolder,
    readonly log: readonly LogLine[],
  ) {}

  static async start(
    options: CatalogBackendOptions = {},
  ): Promise<CatalogBackend> {
    const host = new ConnectionHolder('host');
    const { log = [] } = options;
    let access: CatalogAccess | undefined;
    const backend = await startTestBackend({
      features: [
        catalogBackend,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: options.database ?? {
                client: 'better-sqlite3',
                connection: ':memory:',
              },
            },
            catalog: {
              // After this time, the catalog repeats what was interrupted, for example by a stop.
              processingInterval: { seconds: 1 },
              stitchingStrategy: {
                pollingInterval: { milliseconds: 100 },
                stitchTimeout: { seconds: 2 },
              },
              ...options.config,
            },
          },
        }),
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => recordingLogger(log),
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: {
                auth: coreServices.auth,
                catalog: catalogServiceRef,
                database: coreServices.database,
                events: eventsServiceRef,
                processing: catalogProcessingExtensionPoint,
              },
              async init({ auth, catalog, database, events, processing }) {
                access = { auth, catalog, database, events };
                await disableSync(database);
                processing.addEntityProvider(
                  host,
                  ...(options.providers ?? []),
                );
              },
            });
          },
        }),
        ...(options.features ?? []),
      ],
    });
    if (!access) throw new Error('the module was not initialized');
    return new CatalogBackend(backend, access, host, log);
  }

  /** Adds entities as another provider of the host does. */
  async addHostEntities(...entities: Entity[]): Promise<void> {
    await this.host.applyMutation({
      type: 'delta',
      added: entities.map(entity => ({ entity, locationKey: 'host:entities' })),
      removed: [],
    });
  }

  /** Removes entities of the host. */
  async removeHostEntities(...entityRefs: string[]): Promise<void> {
    await this.host.applyMutation({
      type: 'delta',
      added: [],
      removed: entityRefs.map(entityRef => ({ entityRef })),
    });
  }

  /** All entities of the catalog by entity ref, except Locations. */
  async entities(): Promise<Map<string, Entity>> {
    const { items } = await this.access.catalog.getEntities(
      {},
      await this.#credentials(),
    );
    return new Map(
      items
        .filter(({ kind }) => kind !== 'Location')
        .map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  /** Deletes an entity as "Unregister entity" does. */
  async unregister(entityRef: string): Promise<void> {
    const entity = (await this.entities()).get(entityRef);
    if (!entity?.metadata.uid) throw new Error(`there is no ${entityRef}`);
    await this.access.catalog.removeEntityByUid(
      entity.metadata.uid,
      await this.#credentials(),
    );
  }

  /** Makes the catalog lose an entity after its processing, as when its process ends between two steps. */
  async lose(entityRef: string): Promise<void> {
    const knex = await this.access.database.getClient();
    await knex('final_entities').where({ entity_ref: entityRef }).delete();
  }

  /** Resolves with the entities as soon as they satisfy a condition. A database that does not respond is asked again. */
  async waitFor(
    condition: (entities: Map<string, Entity>) => boolean,
  ): Promise<Map<string, Entity>> {
    let leftMs = waitMs;
    for (;;) {
      const startedAt = performance.now();
      const entities = await this.entities().catch((error: Error) => error);
      if (entities instanceof Map && condition(entities)) return entities;
      if (leftMs <= 0) {
        const found =
          entities instanceof Map
            ? `has the entities [${[...entities.keys()].join(', ')}]`
            : `returns ${entities}`;
        throw new Error(
          `The catalog ${found}. The end of the log:\n${this.#endOfLog()}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 100));
      // A machine that stands still for a while leaves the backend no time either.
      leftMs -= Math.min(performance.now() - startedAt, 1_000);
    }
  }

  /** Resolves when the catalog has exactly these entities. */
  async waitForRefs(...entityRefs: string[]): Promise<void> {
    const wanted = [...entityRefs].sort().join();
    await this.waitFor(
      entities => [...entities.keys()].sort().join() === wanted,
    );
  }

  /** Stops the backend, and ends its connections when the catalog has processed what it had begun to. */
  async stop(): Promise<void> {
    await this.backend.stop();
    const knex = await this.access.database.getClient();
    const { pool } = knex.client;
    const timeout = AbortSignal.timeout(30_000);
    for (let quiet = 0; quiet < 5 && !timeout.aborted; ) {
      await new Promise(resolve => setTimeout(resolve, 50));
      const isQuiet = !pool || pool.numUsed() + pool.numPendingAcquires() === 0;
      quiet = isQuiet ? quiet + 1 : 0;
    }
    await knex.destroy();
  }

  #endOfLog(): string {
    return this.log
      .slice(-50)
      .map(({ at, level, text }) => `${at} ${level} ${text}`)
      .join('\n');
  }

  async #credentials() {
    return {
      credentials: await this.access.auth.getOwnServiceCredentials(),
    };
  }
}

/** Makes SQLite not wait for the disk, because the data of a test need not survive the machine. */
async function disableSync(database: DatabaseService): Promise<void> {
  const knex = await database.getClient();
  if (knex.client.config.client === 'better-sqlite3') {
    await knex.raw('pragma synchronous = off');
  }
}

/** A logger that appends to a log. */
export function recordingLogger(log: LogLine[]): LoggerService {
  const record =
    (level: LogLine['level']): LoggerService[LogLine['level']] =>
    (message, meta) => {
      log.push({
        at: new Date().toISOString(),
        level,
        text: [message, meta].filter(Boolean).join(' '),
      });
    };
  const logger: LoggerService = {
    error: record('error'),
    warn: record('warn'),
    info: record('info'),
    debug: record('debug'),
    child: () => logger,
  };
  return logger;
}
