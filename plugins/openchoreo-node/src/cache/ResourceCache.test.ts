import { once } from 'node:events';
import { createServer } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient } from '@promenade/kube-client';
import {
  clusterComponentTypeKind,
  componentKind,
  defineKind,
  kinds,
  openChoreoApiVersion,
  organizationKind,
  projectKind,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { forbidReading } from '../__testUtils__/forbidReading';
import { waitForValue } from '../__testUtils__/waitForValue';
import { aPlatform } from '../__testUtils__/platform';
import { waitForCache } from '../verbs/waitForCache';
import { lastWriteTime } from './lastWriteTime';
import { ResourceCache, type ResourceCacheOptions } from './ResourceCache';
import type { ResourceChange } from './ResourceReader';

jest.setTimeout(60_000);

const unknownKind = defineKind({
  apiVersion: openChoreoApiVersion,
  kind: 'Lighthouse',
  plural: 'lighthouses',
  description: 'A kind that no API serves.',
  columns: [],
  schema: componentKind.schema,
});

describe('ResourceCache', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  const stop = new AbortController();
  const logger = mockServices.logger.mock();

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
  });

  afterAll(async () => {
    stop.abort();
    await client.close();
    await kubernetes.stop();
  });

  const insecure = () => ({ server: client.server, skipTLSVerify: true });

  it('skips a kind that the API does not serve, and logs it', async () => {
    const cache = new ResourceCache({
      client,
      logger,
      kinds: [...kinds, unknownKind],
      requiredKinds: [componentKind],
    });
    cache.start(stop.signal);
    await cache.waitForSync(AbortSignal.timeout(30_000));
    expect(cache.unserved().map(({ kind }) => kind)).toEqual(['Lighthouse']);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('does not serve Lighthouse'),
    );
    const key = { namespace: platform.organization, name: 'shop' };
    expect(cache.get(projectKind, key)).toBeDefined();
  });

  it('has the cluster-scoped resources that all organizations share, also when it has some organizations only', async () => {
    const name = `shared-${platform.organization}`;
    await client.create(clusterComponentTypeKind, {
      apiVersion: clusterComponentTypeKind.apiVersion,
      kind: clusterComponentTypeKind.kind,
      metadata: { name },
      spec: {
        workloadType: 'deployment',
        resources: [
          {
            id: 'deployment',
            template: { apiVersion: 'apps/v1', kind: 'Deployment' },
          },
        ],
      },
    });
    const cache = new ResourceCache({
      client,
      logger,
      kinds: [clusterComponentTypeKind, organizationKind],
      requiredKinds: [organizationKind],
      includes: organization => organization === platform.organization,
    });
    cache.start(stop.signal);
    await cache.waitForSync(AbortSignal.timeout(30_000));
    expect(cache.get(clusterComponentTypeKind, { name })).toBeDefined();
    const others = cache
      .list(organizationKind)
      .filter(({ metadata }) => metadata.name !== platform.organization);
    expect(others).toEqual([]);
    await client.delete(clusterComponentTypeKind, { name });
  });

  it('skips a kind that it may not read, and reads it when that is allowed', async () => {
    const allow = forbidReading(client, projectKind.plural);
    const cache = new ResourceCache({
      client,
      logger,
      kinds: [componentKind, projectKind],
      requiredKinds: [componentKind],
    });
    cache.start(stop.signal);
    await cache.waitForSync(AbortSignal.timeout(30_000));
    expect(cache.freshness().status).toBe('live');
    expect(cache.forbidden().map(({ kind }) => kind)).toEqual(['Project']);
    expect(cache.freshness()).toMatchObject({
      missingRights: [
        {
          apiGroup: 'openchoreo.dev',
          resource: 'projects',
          kind: 'Project',
          verbs: ['get', 'list', 'watch'],
        },
      ],
      account: 'backstage',
    });
    expect(cache.hasRead(projectKind)).toBe(false);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'may not get, list and watch projects.openchoreo.dev',
      ),
    );

    const isRead = new Promise<void>(resolve => {
      cache.onRead(() => cache.hasRead(projectKind) && resolve());
    });
    allow();
    await isRead;
    expect(cache.forbidden()).toEqual([]);
    expect(cache.freshness().missingRights).toBeUndefined();
  });

  it.each([
    [
      'a kubeconfig that cannot be used',
      () => KubeClient.fromKubeconfig('/nowhere/config', { isDeferred: true }),
      'The kubeconfig cannot be used. Check openchoreo.kubeconfig',
    ],
    [
      'an API that cannot be reached',
      () => KubeClient.fromCluster({ server: 'http://127.0.0.1:1' }),
      'The Kubernetes API cannot be reached.',
    ],
    [
      'credentials that are rejected',
      () => KubeClient.fromCluster({ ...insecure(), token: 'wrong' }),
      'The Kubernetes API rejects the credentials',
    ],
  ])('says while it starts that the cause is %s', async (_, connect, cause) => {
    const broken = connect();
    const stopBroken = new AbortController();
    const warned = new Promise<string>(resolve => {
      const silent = mockServices.logger.mock({ warn: resolve });
      new ResourceCache({
        client: broken.withOwnLimits({ maxAttempts: 1 }),
        logger: silent,
        kinds: [projectKind],
        requiredKinds: [projectKind],
      }).start(stopBroken.signal);
    });
    expect(await warned).toContain(cause);
    stopBroken.abort();
    await broken.close();
  });

  it.each([
    ['HTML', 'text/html', '<html>Welcome</html>', 200],
    ['another JSON', 'application/json', '{"hello":"world"}', 200],
    ['that the page does not exist', 'text/html', 'Not found', 404],
  ])(
    'says while it starts that a server which responds with %s is not a Kubernetes API',
    async (_, type, body, status) => {
      const server = createServer((__, response) => {
        response.writeHead(status, { 'content-type': type }).end(body);
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = server.address();
      if (!address || typeof address === 'string') throw new Error('no port');
      const other = KubeClient.fromCluster({
        server: `http://127.0.0.1:${address.port}`,
      });
      const cache = new ResourceCache({
        client: other.withOwnLimits({ maxAttempts: 1 }),
        logger: mockServices.logger.mock(),
        kinds: [projectKind],
        requiredKinds: [projectKind],
        configKey: 'openchoreo.sources[1]',
      });
      const stopOther = new AbortController();
      cache.start(stopOther.signal);
      expect(await waitForValue(() => cache.freshness().reason)).toBe(
        'wrongApi',
      );
      const wait = waitForCache(cache, { timeoutMs: 100 });
      await expect(wait).rejects.toThrow(
        'The server of the kubeconfig does not respond like a Kubernetes API. Check the server in openchoreo.sources[1].kubeconfig',
      );
      stopOther.abort();
      await other.close();
      server.close();
    },
  );

  it('says while it starts which definitions are missing', async () => {
    const cache = new ResourceCache({
      client,
      logger,
      kinds: [unknownKind],
      requiredKinds: [unknownKind],
    });
    cache.start(stop.signal);
    await waitForValue(() => cache.freshness().reason);
    const wait = waitForCache(cache, { timeoutMs: 100 });
    await expect(wait).rejects.toThrow(
      'The Kubernetes API does not serve lighthouses.openchoreo.dev. Install the custom resource definitions',
    );
  });

  it('seldom looks for its kinds while those of a preferred cache are served', async () => {
    const create = (
      kind: typeof unknownKind,
      options?: Partial<ResourceCacheOptions>,
    ) =>
      new ResourceCache({
        client,
        logger,
        kinds: [kind],
        requiredKinds: [kind],
        discoveryIntervalMs: 1,
        ...options,
      });
    const start = (preferred: ResourceCache) => {
      const look = jest.fn(async () => undefined);
      create(unknownKind, {
        client: Object.assign(Object.create(client), { resourceFor: look }),
        preferred: [preferred],
        preferredIntervalMs: 3_600_000,
      }).start(stop.signal);
      return look;
    };
    const served = create(componentKind);
    const unserved = create(unknownKind);
    served.start(stop.signal);
    unserved.start(stop.signal);
    await served.waitForDiscovery();
    const looksSeldom = start(served);
    const looksOften = start(unserved);
    await waitForValue(() => looksOften.mock.calls[10]);
    expect(looksSeldom).toHaveBeenCalledTimes(1);
  });

  it('says when a changed object was written', async () => {
    const cache = new ResourceCache({
      client,
      logger,
      kinds: [projectKind],
      requiredKinds: [projectKind],
    });
    cache.start(stop.signal);
    await cache.waitForSync(AbortSignal.timeout(30_000));
    const changed = new Promise<ResourceChange>(resolve => {
      cache.onChange(resolve);
    });
    const key = { namespace: platform.organization, name: 'shop' };
    const written = await client.patch(
      projectKind,
      key,
      { metadata: { annotations: { 'openchoreo.dev/description': 'New' } } },
      { type: 'merge' },
    );
    const { object, writtenAt } = await changed;
    expect(writtenAt).toBe(lastWriteTime(written));
    expect(writtenAt).toEqual(expect.any(Number));
    expect(object.metadata).not.toHaveProperty('managedFields');
  });

  it('keeps its objects when the connection is lost, and reports since when', async () => {
    if (kubernetes.isReal) return;
    const cache = new ResourceCache({
      client,
      logger,
      kinds: [projectKind],
      requiredKinds: [projectKind],
    });
    cache.start(stop.signal);
    await cache.waitForSync(AbortSignal.timeout(30_000));
    expect(cache.freshness().status).toBe('live');
    const stale = new Promise<void>(resolve => {
      cache.onFreshness(({ status }) => status === 'stale' && resolve());
    });
    await kubernetes.stop();
    await stale;
    expect(cache.freshness()).toMatchObject({
      status: 'stale',
      lastSeen: expect.any(Date),
      reason: 'unreachable',
      message: expect.stringContaining('cannot be reached'),
    });
    expect(cache.list(projectKind)).toHaveLength(1);
  });
});
