import { ServiceUnavailableError } from '@backstage/errors';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { aComponent, anOrganization, aProject } from '../__testUtils__/units';
import { CatalogReader } from './CatalogReader';

jest.setTimeout(60_000);

const shopRefs = ['domain:acme/acme', 'system:acme/shop'];
const components = Array.from({ length: 50 }, (_, i) => aComponent(`c${i}`));
const componentRefs = components.map(({ name }) => `component:acme/${name}`);

describe('the report of the provider', () => {
  let catalog: TestCatalog;
  let source: InMemoryUnits;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
    source = new InMemoryUnits();
    source.set(anOrganization(), aProject());
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await catalog.stop();
  });

  it('has the entities by kind, the last comparison and the last change', async () => {
    source.set(aComponent('c0'));
    const provider = await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');
    expect(provider.report().lastChange).toBeUndefined();
    source.set(aComponent('c1'));
    await catalog.waitForRefs(...shopRefs, ...componentRefs.slice(0, 2));
    await provider.sync();
    expect(provider.report()).toEqual({
      isWriter: true,
      lastComparison: {
        at: expect.any(String),
        durationSeconds: expect.any(Number),
      },
      comparisonProblem: undefined,
      lastChange: expect.any(String),
      writeProblem: undefined,
      entities: [
        { kind: 'component', count: 2 },
        { kind: 'domain', count: 1 },
        { kind: 'system', count: 1 },
      ],
      waiting: 0,
      unreadTypes: [],
      heldEntities: 0,
      heldRemovals: [],
      heldSources: [],
    });
  });

  it('has the removals that are held back, with the reason, until they are confirmed', async () => {
    source.set(...components);
    const provider = await catalog.connect(source, { confirmAfterMs: 2_000 });
    await catalog.waitForRefs(...shopRefs, ...componentRefs);
    source.delete(...components.slice(10));
    await provider.sync();
    const { heldEntities, heldRemovals, entities } = provider.report();
    expect(heldEntities).toBe(40);
    expect(heldRemovals).toHaveLength(40);
    expect(heldRemovals).toContainEqual({
      resource: 'component:acme/c10',
      entityRefs: ['component:acme/c10'],
      reason: expect.stringContaining('More than 20 entities'),
      since: expect.any(String),
      until: expect.any(String),
    });
    expect(entities).toContainEqual({ kind: 'component', count: 50 });

    await catalog.waitForRefs(...shopRefs, ...componentRefs.slice(0, 10));
    await provider.sync();
    expect(provider.report().heldRemovals).toEqual([]);
  });

  it('has the problem of a mutation until one succeeds', async () => {
    const provider = await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs);
    catalog.isFailing = true;
    source.set(aComponent('c0'));
    await provider.sync();
    expect(provider.report().writeProblem).toBe('the database is unreachable');
    catalog.isFailing = false;
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');
    await provider.sync();
    expect(provider.report().writeProblem).toBeUndefined();
  });

  it('has the problem of a comparison, which a requested one fails with', async () => {
    const provider = await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs);
    await provider.sync();
    const { lastComparison } = provider.report();
    jest
      .spyOn(CatalogReader.prototype, 'knownEntities')
      .mockRejectedValueOnce(new Error('the catalog is away'));
    await expect(provider.sync()).rejects.toThrow(ServiceUnavailableError);
    expect(provider.report()).toMatchObject({
      comparisonProblem: 'the catalog is away',
      lastComparison,
    });
    await provider.sync();
    expect(provider.report().comparisonProblem).toBeUndefined();
  });

  it('restores an unregistered entity when a sync is requested', async () => {
    source.set(aComponent('c0'));
    const provider = await catalog.connect(source);
    const refs = [...shopRefs, 'component:acme/c0'];
    await catalog.waitForRefs(...refs);
    await catalog.unregister('component:acme/c0');
    await provider.sync();
    await catalog.waitForRefs(...refs);
  });

  it('rejects a requested sync when the provider stops', async () => {
    const provider = await catalog.connect(source, { coalesceMs: 3_600_000 });
    const sync = provider.sync();
    await Promise.all([
      expect(sync).rejects.toThrow('shutting down'),
      provider.stop(),
    ]);
    await expect(provider.sync()).rejects.toThrow('shutting down');
  });
});
