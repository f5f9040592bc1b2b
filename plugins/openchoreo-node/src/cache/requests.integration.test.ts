import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient, noMetrics, type Metrics } from '@promenade/kube-client';
import { componentKind } from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { aPlatform } from '../__testUtils__/platform';
import { waitForValue } from '../__testUtils__/waitForValue';
import { createOpenChoreo } from '../createOpenChoreo';
import type { OpenChoreoService } from '../OpenChoreoService';

jest.setTimeout(120_000);

/** Counts the requests of a client, without its watches. */
class RequestCounter implements Metrics {
  count = 0;
  readonly add = noMetrics.add;
  readonly set = noMetrics.set;
  readonly onCollect = noMetrics.onCollect;

  observe(name: string): void {
    if (name === 'rest_client_request_duration_seconds') this.count += 1;
  }
}

describe('the requests of the cache', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let organization: string;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ separate: true });
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    ({ organization } = await aPlatform(client));
  });

  afterAll(async () => {
    await client.close();
    await kubernetes.stop();
  });

  const createComponents = async (prefix: string, count: number) => {
    for (let i = 0; i < count; i++) {
      await client.create(componentKind, {
        apiVersion: componentKind.apiVersion,
        kind: componentKind.kind,
        metadata: { name: `${prefix}${i}`, namespace: organization },
        spec: { owner: { projectName: 'shop' }, type: 'Service' },
      });
    }
  };

  /** Does work with a cache that has read all resources. */
  async function withCache<T>(
    work: (openChoreo: OpenChoreoService, counter: RequestCounter) => T,
  ): Promise<Awaited<T>> {
    const counter = new RequestCounter();
    const reader = KubeClient.fromKubeconfig(kubernetes.kubeconfig, {
      metrics: counter,
    });
    const stop = new AbortController();
    const { signal } = stop;
    const openChoreo = createOpenChoreo({
      client: reader,
      logger: mockServices.logger.mock(),
      signal,
    });
    try {
      await openChoreo.cache.waitForSync(signal);
      return await work(openChoreo, counter);
    } finally {
      stop.abort();
      await reader.close();
    }
  }

  it('are as many for many components as for few, and none for a change', async () => {
    await createComponents('few', 2);
    const few = await withCache((_, { count }) => count);
    expect(few).toBeGreaterThan(0);
    await createComponents('many', 100);
    await withCache(async ({ catalogUnits }, counter) => {
      const { count } = counter;
      expect(catalogUnits.list('component')).toHaveLength(102);
      expect(count).toBe(few);

      await createComponents('new', 1);
      await waitForValue(
        () => catalogUnits.list('component').length === 103 || undefined,
      );
      expect(counter.count).toBe(count);
    });
  });
});
