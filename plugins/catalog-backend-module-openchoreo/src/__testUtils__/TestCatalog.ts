import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { createNoopMeter } from '@opentelemetry/api';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { noOtherInstances } from '../instances/InstanceMessages';
import { soleWriter } from '../lease/WriterLease';
import { CatalogReader } from '../provider/CatalogReader';
import { limitRequests, type CatalogRequests } from '../provider/limitRequests';
import { NameHandover } from '../provider/NameHandover';
import {
  OpenChoreoEntityProvider,
  type OpenChoreoEntityProviderOptions,
} from '../provider/OpenChoreoEntityProvider';
import { SyncMetrics } from '../provider/SyncMetrics';
import { subscribeToConflicts } from '../provider/subscribeToConflicts';
import { CatalogBackend, ConnectionHolder } from './CatalogBackend';
import type { InMemoryUnits } from './InMemoryUnits';
import { defaults } from './translate';

/** A catalog backend with a database in memory, for which a test starts and restarts the provider of this module. */
export class TestCatalog {
  readonly mutations: EntityProviderMutation[] = [];
  /** Makes the catalog reject every mutation of the provider. */
  isFailing = false;
  /** Makes the catalog report an error for every mutation of the provider, after it has applied it. */
  isAnswerLost = false;
  #providers: OpenChoreoEntityProvider[] = [];

  private constructor(
    private readonly backend: CatalogBackend,
    private readonly own: ConnectionHolder,
  ) {}

  /** @param locations - of entities of the host */
  static async start(
    locations: { type: string; target: string }[] = [],
  ): Promise<TestCatalog> {
    const own = new ConnectionHolder('openchoreo');
    const backend = await CatalogBackend.start({
      config: { locations },
      providers: [own],
    });
    return new TestCatalog(backend, own);
  }

  /** Starts the provider, with an empty memory as after a restart of the backend. */
  async connect(
    source: InMemoryUnits,
    options: Partial<OpenChoreoEntityProviderOptions> = {},
  ): Promise<OpenChoreoEntityProvider> {
    await this.#stopProviders();
    return this.connectOther(source, options);
  }

  /** Starts another provider, as in another instance of the backend. */
  async connectOther(
    source: InMemoryUnits,
    options: Partial<OpenChoreoEntityProviderOptions> = {},
  ): Promise<OpenChoreoEntityProvider> {
    const { catalog, auth } = this.backend.access;
    const handover = new NameHandover({
      catalog: new CatalogReader(catalog, auth),
      logger: mockServices.logger.mock(),
      yieldsNames: false,
    });
    const provider = new OpenChoreoEntityProvider({
      handover,
      isLive: () => true,
      source,
      ...defaults,
      logger: mockServices.logger.mock(),
      catalog: new CatalogReader(catalog, auth),
      lease: soleWriter,
      metrics: new SyncMetrics(
        createNoopMeter(),
        openChoreoServiceMock().cache,
      ),
      removalLimit: { count: 20, share: 0.1 },
      coalesceMs: 10,
      retryMs: 50,
      ...options,
    });
    this.#providers.push(provider);
    await subscribeToConflicts(
      this.events,
      noOtherInstances,
      async ({ entityRef, location }) =>
        provider.reportRejectedEntity(entityRef, location),
    );
    await provider.connect({
      applyMutation: async mutation => {
        if (this.isFailing) throw new Error('the database is unreachable');
        this.mutations.push(mutation);
        await this.own.applyMutation(mutation);
        if (this.isAnswerLost) throw new Error('the connection was lost');
      },
      refresh: async () => {},
    });
    return provider;
  }

  /** A reader of the catalog. @param change - changes what requests do */
  readerWith(change: (requests: CatalogRequests) => CatalogRequests) {
    const { catalog, auth } = this.backend.access;
    return new CatalogReader(change(limitRequests(catalog)), auth);
  }

  get events(): EventsService {
    return this.backend.access.events;
  }

  addHostEntities(...entities: Entity[]): Promise<void> {
    return this.backend.addHostEntities(...entities);
  }

  removeHostEntities(...entityRefs: string[]): Promise<void> {
    return this.backend.removeHostEntities(...entityRefs);
  }

  entities(): Promise<Map<string, Entity>> {
    return this.backend.entities();
  }

  unregister(entityRef: string): Promise<void> {
    return this.backend.unregister(entityRef);
  }

  waitFor(
    condition: (entities: Map<string, Entity>) => boolean,
  ): Promise<Map<string, Entity>> {
    return this.backend.waitFor(condition);
  }

  waitForRefs(...entityRefs: string[]): Promise<void> {
    return this.backend.waitForRefs(...entityRefs);
  }

  async stop(): Promise<void> {
    await this.#stopProviders();
    await this.backend.stop();
  }

  async #stopProviders(): Promise<void> {
    for (const provider of this.#providers) await provider.stop();
    this.#providers = [];
  }
}
