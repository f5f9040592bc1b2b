import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  createOpenChoreo,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  componentKind,
  organizationKind,
  projectKind,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { ApiProxy } from './__testUtils__/ApiProxy';
import {
  recordingLogger,
  type CatalogBackend,
  type LogLine,
} from './__testUtils__/CatalogBackend';
import { startReplica } from './__testUtils__/startReplica';

jest.setTimeout(300_000);

const namespace = 'acme';
const names = (count: number) =>
  Array.from({ length: count }, (_, i) => `c${i}`);
const refOf = (name: string) => `component:acme/${name}`;
const baseRefs = ['domain:acme/acme', 'system:acme/shop'];

/** Shorter than the defaults. */
const times = {
  coalesceMs: 250,
  confirmAfterMs: 500,
  compareEveryMs: 1_000,
  checkEveryMs: 500,
};

type Kind = ResourceType & { apiVersion: string };

/** An embedded Kubernetes API with an organization and a project. */
class Cluster {
  private constructor(
    private readonly kubernetes: TestKubernetes,
    readonly client: KubeClient,
  ) {}

  static async start(): Promise<Cluster> {
    const kubernetes = await startTestKubernetes({ separate: true });
    const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    return new Cluster(kubernetes, client);
  }

  get kubeconfig(): string {
    return this.kubernetes.kubeconfig;
  }

  async createShop(...components: string[]): Promise<void> {
    await this.client.create(
      {
        group: '',
        version: 'v1',
        kind: 'Namespace',
        plural: 'namespaces',
        scope: 'Cluster',
      },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    );
    await this.create(organizationKind, namespace, {});
    await this.create(projectKind, 'shop', {
      deploymentPipelineRef: 'default',
    });
    for (const name of components) await this.createComponent(name);
  }

  createComponent(name: string): Promise<void> {
    return this.create(componentKind, name, {
      owner: { projectName: 'shop' },
      type: 'Service',
    });
  }

  async create(kind: Kind, name: string, spec: object): Promise<void> {
    await this.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: kind.scope === 'Cluster' ? { name } : { namespace, name },
      spec,
    });
  }

  async describe(name: string, description: string): Promise<void> {
    await this.client.patch(
      componentKind,
      { namespace, name },
      {
        metadata: {
          annotations: { 'openchoreo.dev/description': description },
        },
      },
      { type: 'merge' },
    );
  }

  async delete(kind: Kind, name: string): Promise<void> {
    await this.client.delete(
      kind,
      kind.scope === 'Cluster' ? { name } : { namespace, name },
    );
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.kubernetes.stop();
  }
}

describe('the entities of a control plane', () => {
  let cluster: Cluster;
  let proxy: ApiProxy;
  let client: KubeClient;
  let openChoreo: OpenChoreoService;
  let catalog: CatalogBackend | undefined;
  let stop: AbortController;
  const log: LogLine[] = [];
  const logger = mockServices.logger.mock(recordingLogger(log));

  beforeEach(async () => {
    jest.clearAllMocks();
    log.length = 0;
    cluster = await Cluster.start();
    proxy = await ApiProxy.start(cluster.kubeconfig);
    stop = new AbortController();
    client = KubeClient.fromCluster({ server: proxy.url });
  });

  afterEach(async () => {
    await catalog?.stop();
    catalog = undefined;
    stop.abort();
    await client.close();
    await proxy.stop();
    await cluster.stop();
  });

  const start = async (): Promise<CatalogBackend> => {
    openChoreo = createOpenChoreo({ client, logger, signal: stop.signal });
    catalog = await startReplica({ openChoreo, times, log });
    return catalog;
  };
  const report = () => {
    const { provider } = openChoreo.catalogSync;
    if (!provider) throw new Error('the provider is not registered');
    return provider.report();
  };
  const descriptionOf = (entities: Map<string, Entity>, name: string) =>
    entities.get(refOf(name))?.metadata.description;

  it('follow 10,000 changes that arrive at once, in few mutations', async () => {
    const components = names(20);
    await cluster.createShop(...components);
    const backend = await start();
    await backend.waitForRefs(...baseRefs, ...components.map(refOf));
    const mutations = () =>
      backend.log.filter(({ text }) => text.includes('The catalog accepted'))
        .length;
    const before = mutations();

    proxy.pause();
    const writer = cluster.client.withOwnLimits({
      qps: 100_000,
      burst: 100_000,
    });
    await Promise.all(
      components.map(async name => {
        for (let i = 1; i <= 500; i++) {
          await writer.patch(
            componentKind,
            { namespace, name },
            {
              metadata: {
                annotations: { 'openchoreo.dev/description': `${i}` },
              },
            },
            { type: 'merge' },
          );
        }
      }),
    );
    await writer.close();
    proxy.resume();
    await backend.waitFor(entities =>
      components.every(name => descriptionOf(entities, name) === '500'),
    );
    expect(mutations() - before).toBeLessThan(100);
    expect(report().waiting).toBe(0);
    // 10,000 requests take minutes on a slow machine.
  }, 900_000);

  it('follow what changed while the control plane was away, and its history is gone', async () => {
    await cluster.createShop('kept', 'changed', 'deleted');
    const backend = await start();
    const refs = [...baseRefs, ...['kept', 'changed'].map(refOf)];
    await backend.waitForRefs(...refs, refOf('deleted'));

    proxy.cut();
    await cluster.createComponent('created');
    await cluster.describe('changed', 'while it was away');
    await cluster.delete(componentKind, 'deleted');
    await backend.waitFor(
      () => openChoreo.cache.freshness().status === 'stale',
    );
    expect(openChoreo.cache.freshness().reason).toBe('unreachable');
    expect([...(await backend.entities()).keys()]).toContain(refOf('deleted'));

    proxy.restore({ isExpired: true });
    await backend.waitForRefs(...refs, refOf('created'));
    await backend.waitFor(
      entities => descriptionOf(entities, 'changed') === 'while it was away',
    );
    await backend.waitFor(() => openChoreo.cache.freshness().status === 'live');
  });

  it('stay when another cluster takes the place of theirs, until that is back', async () => {
    await cluster.createShop('a', 'b');
    const backend = await start();
    const refs = [...baseRefs, refOf('a'), refOf('b')];
    await backend.waitForRefs(...refs);

    const other = await Cluster.start();
    proxy.leadTo(other.kubeconfig);
    await backend.waitFor(() => report().heldSources.length > 0);
    await openChoreo.catalogSync.provider?.sync();
    await openChoreo.catalogSync.provider?.sync();
    await backend.waitForRefs(...refs);
    expect(report().heldRemovals).toHaveLength(refs.length);

    await cluster.createComponent('c');
    proxy.leadTo(cluster.kubeconfig);
    await backend.waitForRefs(...refs, refOf('c'));
    await backend.waitFor(() => report().heldSources.length === 0);
    await other.stop();
  });

  it('are removed at once when their last organization is deleted', async () => {
    await cluster.createShop('a');
    const backend = await start();
    await backend.waitForRefs(...baseRefs, refOf('a'));
    await cluster.delete(componentKind, 'a');
    await cluster.delete(projectKind, 'shop');
    await cluster.delete(organizationKind, namespace);
    await backend.waitForRefs();
    expect(report().heldSources).toEqual([]);
  });

  it.each([
    ['cannot be reached', () => proxy.cut(), 'unreachable'],
    ['rejects the credentials', () => proxy.deny(401), 'unauthorized'],
    ['forbids to read', () => proxy.deny(403), 'forbidden'],
  ])(
    'come when a control plane allows it that %s while the backend starts',
    async (_, fail, reason) => {
      await cluster.createShop('a');
      fail();
      const backend = await start();
      await backend.waitFor(
        () => openChoreo.cache.freshness().reason === reason,
      );
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('openchoreo.kubeconfig'),
      );
      expect(await backend.entities()).toEqual(new Map());

      proxy.deny();
      proxy.restore();
      await backend.waitForRefs(...baseRefs, refOf('a'));
    },
  );
});
