import { KubeClient, type KubeObject } from '@promenade/kube-client';
import type { RemoteCluster } from '../domain/RuntimeSnapshot';
import { PlaneClients } from './PlaneClients';

/** Longer than credentials are used before they are read again. */
const longMs = 120_000;

const cluster: RemoteCluster = {
  type: 'remote',
  plane: 'data plane',
  name: 'acme/edge',
  secret: { namespace: 'acme', name: 'edge' },
  access(secret) {
    if (!secret) throw new Error('The Secret acme/edge does not exist.');
    return {
      server: 'https://edge.test:6443',
      token: secret.metadata.resourceVersion,
    };
  },
};

describe('PlaneClients', () => {
  const stop = new AbortController();
  const read = jest.fn<Promise<KubeObject>, []>();
  const controlPlane = KubeClient.fromCluster({ server: 'https://cp.test' });
  const clients = new PlaneClients(controlPlane, stop.signal);

  const readVersion = (resourceVersion: string) =>
    read.mockResolvedValue({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: 'acme', name: 'edge', resourceVersion },
    });

  beforeAll(() => {
    jest.useFakeTimers();
    jest.spyOn(controlPlane, 'get').mockImplementation(() => read() as never);
  });

  afterAll(() => {
    stop.abort();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('keeps a client until its credentials change', async () => {
    readVersion('1');
    const first = await clients.clientFor(cluster);
    const close = jest.spyOn(first, 'close');
    jest.advanceTimersByTime(longMs);
    expect(await clients.clientFor(cluster)).toBe(first);
    readVersion('2');
    expect(await clients.clientFor(cluster)).toBe(first);
    jest.advanceTimersByTime(longMs);
    expect(await clients.clientFor(cluster)).not.toBe(first);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('keeps a data plane and a build plane of the same name apart', async () => {
    const buildPlane = { ...cluster, plane: 'build plane' } as const;
    const client = await clients.clientFor(cluster);
    expect(await clients.clientFor(buildPlane)).not.toBe(client);
    expect(await clients.clientFor(cluster)).toBe(client);
  });

  it('closes a client whose credentials were withdrawn', async () => {
    const client = await clients.clientFor(cluster);
    const close = jest.spyOn(client, 'close');
    jest.advanceTimersByTime(longMs);
    const withoutCredentials: RemoteCluster = {
      ...cluster,
      access: () => cluster.access(undefined),
    };
    await expect(clients.clientFor(withoutCredentials)).rejects.toThrow(
      'The Secret acme/edge does not exist.',
    );
    expect(close).toHaveBeenCalledTimes(1);
  });
});
