import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { TestMeter } from '../__testUtils__/TestMeter';
import { aComponent, anOrganization, aProject } from '../__testUtils__/units';
import { SyncMetrics } from './SyncMetrics';

jest.setTimeout(60_000);

const shopRefs = ['domain:acme/acme', 'system:acme/shop'];
const components = Array.from({ length: 50 }, (_, i) => aComponent(`c${i}`));
const componentRefs = components.map(({ name }) => `component:acme/${name}`);

const rejected = {
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Component',
  name: 'broken',
  problems: [{ path: 'spec.type', message: 'is missing' }],
  since: '2026-03-01T12:00:00Z',
};

describe('the metrics of the catalog sync', () => {
  let catalog: TestCatalog;
  let meter: TestMeter;
  let metrics: SyncMetrics;
  let source: InMemoryUnits;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
    meter = new TestMeter();
    metrics = new SyncMetrics(meter.metrics, {
      ...openChoreoServiceMock().cache,
      freshness: () => ({ status: 'live', lastSeen: new Date() }),
      rejected: () => [rejected],
      watchRestarts: () => 3,
    });
    source = new InMemoryUnits();
    source.set(anOrganization(), aProject());
  });

  afterEach(() => catalog.stop());

  const valueOf = async (name: string, attributes: object = {}) =>
    (await meter.read(`openchoreo.catalog.${name}`)).find(
      point => JSON.stringify(point.attributes) === JSON.stringify(attributes),
    )?.value;

  it('measure the age of each control plane', async () => {
    const several = new TestMeter();
    const metricsOfSeveral = new SyncMetrics(several.metrics, {
      ...openChoreoServiceMock().cache,
      freshness: () => ({
        status: 'starting',
        sources: [
          { name: 'eu', status: 'live', lastSeen: new Date() },
          { name: 'us', status: 'stale', lastSeen: new Date(0) },
          { name: 'asia', status: 'starting' },
        ],
      }),
    });
    await catalog.connect(source, { metrics: metricsOfSeveral });
    const ages = await several.read('openchoreo.catalog.watch.age');
    expect(ages.map(({ attributes }) => attributes)).toEqual([
      { source: 'eu' },
      { source: 'us' },
    ]);
    expect(ages[1].value).toBeGreaterThan(1_000_000);
  });

  it('count entities, mutations and comparisons, and measure the lag of a change', async () => {
    const provider = await catalog.connect(source, { metrics });
    await catalog.waitForRefs(...shopRefs);
    await provider.sync();
    expect(await valueOf('comparison.duration', { result: 'success' })).toEqual(
      expect.objectContaining({ count: 2 }),
    );
    // The first read has no lag: its resources were written at any time.
    expect(await valueOf('lag')).toBeUndefined();

    source.set(aComponent('c0', { description: 'A change' }));
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');
    expect(await valueOf('lag')).toEqual(expect.objectContaining({ count: 1 }));
    expect(await valueOf('entities', { kind: 'component' })).toBe(1);
    expect(await valueOf('entities', { kind: 'domain' })).toBe(1);
    expect(await valueOf('mutations', { result: 'accepted' })).toBe(
      catalog.mutations.length,
    );
    expect(await valueOf('mutation.entities', { operation: 'added' })).toEqual(
      expect.objectContaining({
        sum: catalog.mutations.flatMap(each =>
          each.type === 'delta' ? each.added : [],
        ).length,
      }),
    );
    expect(await valueOf('queue.depth')).toBe(0);
    expect(await valueOf('writer')).toBe(1);
    expect(await valueOf('rejected')).toBe(1);
    expect(await valueOf('watch.restarts')).toBe(3);
  });

  it('count the entities whose removal is held back', async () => {
    source.set(...components);
    await catalog.connect(source, { metrics, confirmAfterMs: 3_600_000 });
    await catalog.waitForRefs(...shopRefs, ...componentRefs);
    source.delete(...components.slice(10));
    await waitUntil(async () => (await valueOf('removals.held')) === 40);
    expect(await valueOf('entities', { kind: 'component' })).toBe(50);
  });

  it('count the changes that wait for a type to be read', async () => {
    source.setIncomplete('component');
    source.set(...components);
    const provider = await catalog.connect(source, { metrics });
    source.set(aComponent('c0', { description: 'A change' }));
    await catalog.waitForRefs(...shopRefs);
    expect(await valueOf('queue.depth')).toBe(50);
    expect(provider.report().unreadTypes).toEqual(['component']);
  });

  it('count mutations that fail, and measure the lag until one succeeds', async () => {
    await catalog.connect(source, { metrics });
    await catalog.waitForRefs(...shopRefs);
    catalog.isFailing = true;
    source.set(aComponent('c0'));
    await waitUntil(async () =>
      Boolean(await valueOf('mutations', { result: 'failed' })),
    );
    catalog.isFailing = false;
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');
    expect(await valueOf('lag')).toEqual(expect.objectContaining({ count: 1 }));
  });

  it('are in the table of the README', async () => {
    const provider = await catalog.connect(source, { metrics });
    await catalog.waitForRefs(...shopRefs);
    source.set(aComponent('c0'));
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');
    await provider.sync();
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const documented = [...readme.matchAll(/^\| `(openchoreo\.[a-z.]+)`/gm)];
    expect(documented.map(([, name]) => name).sort()).toEqual(
      await meter.names(),
    );
  });
});

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  const timeout = AbortSignal.timeout(30_000);
  while (!(await condition())) {
    timeout.throwIfAborted();
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
