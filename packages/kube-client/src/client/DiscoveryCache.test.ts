import { ServerResponse } from 'node:http';
import { FakeClock } from '../__testUtils__/FakeClock';
import { sendStatus } from '../__testUtils__/apiHttp';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { KubeClient } from './KubeClient';

describe('DiscoveryCache', () => {
  let api: FakeApiServer;
  let clock: FakeClock;
  let client: KubeClient;

  beforeEach(async () => {
    api = await FakeApiServer.start();
    clock = new FakeClock();
    client = KubeClient.fromCluster({ server: api.url }, { qps: 0, clock });
  });

  afterEach(async () => {
    await client.close();
    await api.stop();
  });

  /** Responds to paths with these bodies. */
  function serve(bodies: Record<string, unknown>) {
    api.intercept(({ path }, res) => {
      const body = bodies[path];
      if (body === undefined) {
        return false;
      }
      return json(res, body);
    });
  }

  const deployments = {
    resource: 'deployments',
    responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
    scope: 'Namespaced',
    verbs: ['get', 'list'],
    subresources: [{ subresource: 'status' }],
  };
  const namespaces = {
    resource: 'namespaces',
    responseKind: { kind: 'Namespace' },
    scope: 'Cluster',
    verbs: ['get'],
  };
  const aggregated = {
    '/api': {
      kind: 'APIGroupDiscoveryList',
      items: [
        {
          metadata: {},
          versions: [{ version: 'v1', resources: [namespaces] }],
        },
      ],
    },
    '/apis': {
      kind: 'APIGroupDiscoveryList',
      items: [
        {
          metadata: { name: 'apps' },
          versions: [
            { version: 'v1', resources: [deployments] },
            { version: 'v1beta1', resources: [deployments] },
          ],
        },
      ],
    },
  };

  const deployment = {
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    plural: 'deployments',
    scope: 'Namespaced',
    verbs: ['get', 'list'],
    subresources: ['status'],
    preferred: true,
  };

  it('discovers all types with two requests', async () => {
    serve(aggregated);
    expect(await client.resources()).toEqual([
      {
        group: '',
        version: 'v1',
        kind: 'Namespace',
        plural: 'namespaces',
        scope: 'Cluster',
        verbs: ['get'],
        subresources: [],
        preferred: true,
      },
      deployment,
      { ...deployment, version: 'v1beta1', preferred: false },
    ]);
    expect(api.requests).toHaveLength(2);
    expect(api.requests[0]?.headers.accept).toContain('g=apidiscovery.k8s.io');
  });

  it('discovers each group without aggregated discovery, and skips unavailable ones', async () => {
    serve({
      '/api': { kind: 'APIVersions', versions: ['v1'] },
      '/api/v1': { resources: [] },
      '/apis': {
        groups: [
          {
            name: 'metrics.k8s.io',
            versions: [{ groupVersion: 'metrics.k8s.io/v1', version: 'v1' }],
          },
          {
            name: 'apps',
            versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
          },
        ],
      },
      '/apis/apps/v1': {
        resources: [
          {
            name: 'deployments',
            kind: 'Deployment',
            namespaced: true,
            verbs: ['get', 'list'],
          },
          {
            name: 'deployments/status',
            kind: 'Deployment',
            namespaced: true,
            verbs: ['get'],
          },
        ],
      },
    });
    api.intercept(({ path }, res) => {
      if (path !== '/apis/metrics.k8s.io/v1') {
        return false;
      }
      sendStatus(res, 503, 'ServiceUnavailable', 'down');
      return true;
    });
    expect(await client.resources()).toEqual([deployment]);
  });

  it('finds a kind and caches the result', async () => {
    serve(aggregated);
    expect(await client.resourceFor('apps/v1', 'Deployment')).toEqual(
      deployment,
    );
    expect(await client.resourceFor('v1', 'Namespace')).toMatchObject({
      plural: 'namespaces',
    });
    expect(api.requests).toHaveLength(2);
  });

  it('finds a kind that was installed later, without a request for every miss', async () => {
    serve(aggregated);
    const find = () => client.resourceFor('shop.example.com/v1', 'Widget');
    expect(await find()).toBeUndefined();
    expect(await find()).toBeUndefined();
    expect(api.requests).toHaveLength(2);
    serve({
      '/apis': {
        items: [
          {
            metadata: { name: 'shop.example.com' },
            versions: [
              {
                version: 'v1',
                resources: [
                  {
                    resource: 'widgets',
                    responseKind: { kind: 'Widget' },
                    scope: 'Namespaced',
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    await clock.advance(2001);
    expect(await find()).toMatchObject({ plural: 'widgets' });
  });

  it('does not cache a failure', async () => {
    api.failNext(
      1,
      () => true,
      (_request, res) => sendStatus(res, 500, 'InternalError', 'broken'),
    );
    await expect(client.resources()).rejects.toThrow('broken');
    serve(aggregated);
    expect(await client.resources()).toHaveLength(3);
  });
});

function json(res: ServerResponse, body: unknown): boolean {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
  return true;
}
