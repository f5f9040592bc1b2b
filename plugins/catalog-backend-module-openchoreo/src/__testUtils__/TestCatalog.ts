import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendModule,
  type AuthService,
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
import { CatalogReader } from '../provider/CatalogReader';
import {
  OpenChoreoEntityProvider,
  type OpenChoreoEntityProviderOptions,
} from '../provider/OpenChoreoEntityProvider';
import { subscribeToConflicts } from '../provider/subscribeToConflicts';
import type { InMemoryUnits } from './InMemoryUnits';

/** Keeps the connection that the catalog gives to a provider. */
class ConnectionHolder implements EntityProvider {
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

interface CatalogAccess {
  catalog: CatalogService;
  auth: AuthService;
  events: EventsService;
}

/** A catalog backend with a database in memory, for which a test starts and restarts the provider of this module. */
export class TestCatalog {
  readonly mutations: EntityProviderMutation[] = [];
  /** Makes the catalog reject every mutation of the provider. */
  isFailing = false;
  #provider: OpenChoreoEntityProvider | undefined;

  private constructor(
    private readonly backend: TestBackend,
    private readonly access: CatalogAccess,
    private readonly own: ConnectionHolder,
    private readonly host: ConnectionHolder,
  ) {}

  /** @param locations - of entities of the host */
  static async start(
    locations: { type: string; target: string }[] = [],
  ): Promise<TestCatalog> {
    const own = new ConnectionHolder('openchoreo');
    const host = new ConnectionHolder('host');
    let access: CatalogAccess | undefined;
    const backend = await startTestBackend({
      features: [
        catalogBackend,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: { processingInterval: { seconds: 1 }, locations },
          },
        }),
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: {
                auth: coreServices.auth,
                catalog: catalogServiceRef,
                events: eventsServiceRef,
                processing: catalogProcessingExtensionPoint,
              },
              async init({ auth, catalog, events, processing }) {
                access = { auth, catalog, events };
                processing.addEntityProvider(own, host);
              },
            });
          },
        }),
      ],
    });
    if (!access) throw new Error('the module was not initialized');
    return new TestCatalog(backend, access, own, host);
  }

  /** Starts the provider, with an empty memory as after a restart of the backend. */
  async connect(
    source: InMemoryUnits,
    options: Partial<OpenChoreoEntityProviderOptions> = {},
  ): Promise<void> {
    this.#provider?.stop();
    const { catalog, auth, events } = this.access;
    const provider = new OpenChoreoEntityProvider({
      source,
      defaultOwner: 'group:default/platform',
      defaultLifecycle: 'production',
      logger: mockServices.logger.mock(),
      catalog: new CatalogReader(catalog, auth),
      removalLimit: { count: 20, share: 0.1 },
      coalesceMs: 10,
      retryMs: 50,
      ...options,
    });
    this.#provider = provider;
    await subscribeToConflicts(events, (entityRef, location) =>
      provider.reportRejectedEntity(entityRef, location),
    );
    await provider.connect({
      applyMutation: async mutation => {
        if (this.isFailing) throw new Error('the database is unreachable');
        this.mutations.push(mutation);
        await this.own.applyMutation(mutation);
      },
      refresh: async () => {},
    });
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

  /** Resolves with the entities as soon as they satisfy a condition. */
  async waitFor(
    condition: (entities: Map<string, Entity>) => boolean,
  ): Promise<Map<string, Entity>> {
    const timeout = AbortSignal.timeout(30_000);
    for (;;) {
      const entities = await this.entities();
      if (condition(entities)) return entities;
      if (timeout.aborted) {
        const refs = [...entities.keys()].join(', ');
        throw new Error(`the catalog has ${refs}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** Resolves when the catalog has exactly these entities. */
  async waitForRefs(...entityRefs: string[]): Promise<void> {
    const wanted = [...entityRefs].sort().join();
    await this.waitFor(
      entities => [...entities.keys()].sort().join() === wanted,
    );
  }

  async stop(): Promise<void> {
    this.#provider?.stop();
    await this.backend.stop();
  }

  async #credentials() {
    return {
      credentials: await this.access.auth.getOwnServiceCredentials(),
    };
  }
}
