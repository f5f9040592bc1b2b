import {
  InformerFactory,
  KubeClient,
  noMetrics,
  silentLogger,
} from '@promenade/kube-client';
import {
  dataPlaneSchema,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { randomBytes } from 'node:crypto';
import { indexes } from '../../core/lookups/indexes';
import { customResourceDefinitionType } from '../../runtime/kubernetes-types';
import { ObjectCache } from '../../runtime/object-cache';
import type { Read } from '../../runtime/read';
import { InMemoryCluster } from '../../test/__testUtils__/in-memory-cluster';
import { readCredentials } from '../../test/__testUtils__/release/read-credentials';
import { startUnresponsiveServer } from '../../test/__testUtils__/release/unresponsive-server';
import type { DataPlaneCluster } from './data-plane-cluster';
import { DataPlanes } from './data-planes';

jest.setTimeout(60_000);

let kubernetes: TestKubernetes;
let client: KubeClient;
let stop: AbortController;

beforeAll(async () => {
  kubernetes = await startTestKubernetes();
  client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, { qps: 0 });
});
afterAll(async () => {
  await client?.close();
  await kubernetes?.stop();
});
beforeEach(() => {
  stop = new AbortController();
});
afterEach(() => stop.abort());

function dataPlanes(
  read: Read = new ObjectCache(
    new InformerFactory(client),
    Object.values(indexes),
  ),
): DataPlanes {
  return new DataPlanes({
    client,
    read,
    logger: silentLogger,
    metrics: noMetrics,
    signal: stop.signal,
    requestTimeoutMs: 1_000,
    probeTimeoutMs: 500,
  });
}

/** A data plane with inline credentials. */
function remote(apiServerURL: string) {
  const data = readCredentials(kubernetes.kubeconfig);
  return dataPlaneSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'DataPlane',
    metadata: { name: 'remote', namespace: 'acme' },
    spec: {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
      kubernetesCluster: {
        name: 'remote',
        credentials: { apiServerURL, caCert: data['ca.crt'] },
      },
    },
  });
}

async function open(
  planes: DataPlanes,
  apiServerURL = client.server,
): Promise<DataPlaneCluster> {
  const cluster = await planes.forDataPlane(remote(apiServerURL));
  if ('reason' in cluster) throw new Error(cluster.message);
  return cluster;
}

/** The cluster of the control plane, as a data plane. */
async function openLocal(planes: DataPlanes): Promise<DataPlaneCluster> {
  return open(planes, '');
}

describe('DataPlanes', () => {
  it('closes the connections of a deleted data plane', async () => {
    const planes = dataPlanes();
    const cluster = await open(planes);
    const close = jest.spyOn(cluster.connection, 'close');
    expect(await open(planes)).toBe(cluster);
    expect(close).not.toHaveBeenCalled();
    planes.close({ namespace: 'acme', name: 'remote' });
    expect(close).toHaveBeenCalled();
    expect(await open(planes)).not.toBe(cluster);
  });

  it('uses the open cluster of a malformed data plane of the same organization', async () => {
    const { spec: _, ...malformed } = remote(client.server);
    const stored = new InMemoryCluster(malformed);
    const planes = dataPlanes(stored);
    const target: ReleaseTarget = {
      dataPlane: { namespace: 'acme', name: 'remote' },
      apiServerURL: client.server,
    };
    expect(await planes.forTarget('acme', target)).toMatchObject({
      message: expect.stringMatching(
        /^DataPlane "remote" is malformed \(spec: .*\); correct it$/,
      ),
    });
    const cluster = await open(planes);
    expect(await planes.forTarget('acme', target)).toBe(cluster);
    expect(
      await planes.forTarget('acme', { ...target, apiServerURL: 'https://b' }),
    ).not.toBe(cluster);
    expect(await planes.forTarget('other', target)).toMatchObject({
      message: 'DataPlane "acme/remote", which has the objects, not found',
    });
  });

  it('sends no request to an API server that does not respond, except probes', async () => {
    const server = await startUnresponsiveServer();
    const planes = dataPlanes();
    const changes: unknown[] = [];
    const changed = new Promise<void>(resolve => {
      planes.onDataPlaneChange(key => {
        changes.push(key);
        resolve();
      });
    });
    const cluster = await open(planes, server.url);
    await expect(cluster.live('v1', 'ConfigMap')).rejects.toThrow();
    await changed;
    expect(changes).toEqual([{ namespace: 'acme', name: 'remote' }]);
    expect(cluster.unreachable?.reason).toBe('DataPlaneUnreachable');
    const before = server.connections();
    await expect(cluster.live('v1', 'Secret')).rejects.toThrow(
      'The API server of the data plane does not respond',
    );
    expect(server.connections()).toBe(before);
    await expect(cluster.connection.probe()).rejects.toThrow();
    expect(server.connections()).toBeGreaterThan(before);
    stop.abort();
    await server.close();
  });
});

describe('DataPlaneCluster', () => {
  it('looks for leftovers again after a failure', async () => {
    const cluster = await openLocal(dataPlanes());
    const resources = jest.spyOn(client, 'resources');
    resources.mockRejectedValueOnce(new Error('the server is overloaded'));
    await expect(cluster.ofRelease('uid')).rejects.toThrow('overloaded');
    expect(await cluster.ofRelease('uid')).toEqual([]);
    resources.mockRestore();
  });

  it('watches a type once that is asked for twice when it appears', async () => {
    const cluster = await openLocal(dataPlanes());
    const group = `${randomBytes(4).toString('hex')}.example.com`;
    const find = () => cluster.live(`${group}/v1`, 'Widget');
    expect(await find()).toBeUndefined();
    await client.create(customResourceDefinitionType, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `widgets.${group}` },
      spec: {
        group,
        names: {
          plural: 'widgets',
          singular: 'widget',
          kind: 'Widget',
          listKind: 'WidgetList',
        },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        ],
      },
    });
    const until = Date.now() + 20_000;
    let found = await Promise.all([find(), find()]);
    while (!found[0] && Date.now() < until) {
      found = await Promise.all([find(), find()]);
    }
    expect(found[0]).toBeDefined();
    expect(found[1]).toBe(found[0]);
  });
});
