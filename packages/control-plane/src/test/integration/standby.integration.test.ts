import { getEventListeners } from 'node:events';
import { KubeClient, noMetrics, type Metrics } from '@promenade/kube-client';
import { componentKind, kinds } from '@promenade/openchoreo-model';
import { createControlPlane } from '../../cmd/control-plane';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

/** Counts how often the cache of each type is filled, by a list or by the initial events of a watch. */
function countFills() {
  const counts = new Map<string, number>();
  const metrics: Metrics = {
    ...noMetrics,
    observe(name, { name: type = '' }) {
      if (name === 'reflector_items_per_list')
        counts.set(type, (counts.get(type) ?? 0) + 1);
    },
  };
  return { counts, metrics };
}

describe('a standby', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform?.stop());

  it('has filled its caches before it leads, and deploys with them what has changed since', async () => {
    const { counts, metrics } = countFills();
    const client = KubeClient.fromKubeconfig(platform.kubeconfig, { qps: 0 });
    const standby = createControlPlane({
      client,
      metrics,
      organizations: [platform.organization],
    });
    const ended = new AbortController();
    await standby.prepare(ended.signal);
    const prepared = new Map(counts);
    expect(prepared.size).toBeGreaterThanOrEqual(kinds.length);

    await platform.stopControlPlane();
    const deployed = deployGreeter(platform);
    const running = standby.start(ended.signal);
    await deployed;
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
    const repeated = [...prepared].filter(
      ([type, count]) => counts.get(type) !== count,
    );
    expect(repeated).toEqual([]);

    ended.abort();
    await running;
    await client.close();
  });

  it('keeps nothing of a term that has ended', async () => {
    const client = KubeClient.fromKubeconfig(platform.kubeconfig, { qps: 0 });
    const standby = createControlPlane({
      client,
      organizations: [platform.organization],
    });
    const ended = new AbortController();
    await standby.prepare(ended.signal);
    const leading = new AbortController();
    const running = standby.start(leading.signal);
    await standby.idle();
    leading.abort();
    await running;
    expect(getEventListeners(ended.signal, 'abort')).toEqual([]);

    ended.abort();
    await client.close();
  });
});
