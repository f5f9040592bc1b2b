import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { aComponent, anOrganization, aProject } from '../__testUtils__/units';

jest.setTimeout(60_000);

/** A control plane with a project of two components, whose resources have uids of its own. */
function aControlPlane(id: string, ...names: string[]): InMemoryUnits {
  const source = new InMemoryUnits();
  source.set(
    { ...anOrganization(), uid: `${id}-acme` },
    aProject({ uid: `${id}-shop` }),
    ...names.map(name => aComponent(name, { uid: `${id}-${name}` })),
  );
  return source;
}

const shopRefs = ['domain:acme/acme', 'system:acme/shop'];
const firstRefs = [...shopRefs, 'component:acme/a', 'component:acme/b'];

describe('a control plane that is not the one of the entities', () => {
  let catalog: TestCatalog;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
    await catalog.connect(aControlPlane('first', 'a', 'b'));
    await catalog.waitForRefs(...firstRefs);
  });

  afterEach(() => catalog.stop());

  /** Times after which a removal would be confirmed, and the catalog is compared again. */
  const fast = { confirmAfterMs: 50, compareEveryMs: 100, compareAgainMs: 50 };

  /** Connects a source, and compares several times, so that nothing waits. */
  async function connect(source: InMemoryUnits) {
    const provider = await catalog.connect(source, fast);
    const sent = catalog.mutations.length;
    for (let i = 0; i < 5; i++) await provider.sync();
    return { provider, sent };
  }

  it.each([
    ['is empty', new InMemoryUnits()],
    ['has other resources', aControlPlane('second', 'x', 'y')],
    ['has the shared ones of the same names', aControlPlane('second')],
  ])('changes nothing while it %s', async (_, source) => {
    const { provider, sent } = await connect(source);
    source.set(aComponent('late', { uid: 'second-late' }));
    await provider.sync();
    expect(catalog.mutations).toHaveLength(sent);
    await catalog.waitForRefs(...firstRefs);
    const { heldSources, heldRemovals, heldEntities } = provider.report();
    expect(heldSources).toEqual([
      {
        source: 'openchoreo',
        reason: expect.stringContaining('another cluster'),
        since: expect.any(String),
      },
    ]);
    expect(heldEntities).toBeGreaterThan(0);
    expect(heldRemovals).toContainEqual({
      resource: 'component:acme/a',
      entityRefs: ['component:acme/a'],
      reason: heldSources[0].reason,
      since: expect.any(String),
    });
  });

  it('is followed after somebody accepted it', async () => {
    const source = aControlPlane('second', 'x');
    const { provider } = await connect(source);
    await provider.sync({ acceptSources: ['openchoreo'] });
    await catalog.waitForRefs(...shopRefs, 'component:acme/x');
    await provider.sync();
    expect(provider.report()).toMatchObject({
      heldSources: [],
      heldRemovals: [],
    });

    // It is the known control plane from now on.
    source.delete(aComponent('x'));
    await catalog.waitForRefs(...shopRefs);
  });

  it('is not accepted by a request that names another one', async () => {
    const { provider } = await connect(new InMemoryUnits());
    await provider.sync({ acceptSources: ['other'] });
    await catalog.waitForRefs(...firstRefs);
    expect(provider.report().heldSources).toHaveLength(1);
  });

  it('is followed when it has all resources, as after a restore into a new cluster', async () => {
    const source = aControlPlane('restored', 'a', 'b', 'c');
    const { provider } = await connect(source);
    await catalog.waitForRefs(...firstRefs, 'component:acme/c');
    expect(provider.report().heldSources).toEqual([]);

    source.delete(aComponent('a'));
    await catalog.waitForRefs(
      ...shopRefs,
      'component:acme/b',
      'component:acme/c',
    );
  });

  it('writes what was held when it is the right one again', async () => {
    const source = new InMemoryUnits();
    const { provider } = await connect(source);
    expect(provider.report().heldSources).toHaveLength(1);
    source.set(
      { ...anOrganization(), uid: 'first-acme' },
      aComponent('a', { uid: 'first-a' }),
      aComponent('c', { uid: 'first-c' }),
    );
    await catalog.waitForRefs(
      'domain:acme/acme',
      'component:acme/a',
      'component:acme/c',
    );
    expect(provider.report().heldSources).toEqual([]);
  });

  it('is noticed when it takes the place of the other one while the backend runs', async () => {
    const source = aControlPlane('first', 'a', 'b');
    const { provider } = await connect(source);
    const sent = catalog.mutations.length;
    source.delete(anOrganization(), aProject(), aComponent('a'));
    source.delete(aComponent('b'));
    for (let i = 0; i < 5; i++) await provider.sync();
    expect(catalog.mutations).toHaveLength(sent);
    expect(provider.report().heldSources).toHaveLength(1);
  });

  it('does not hold back the deletion of the last organization', async () => {
    const source = aControlPlane('first', 'a', 'b');
    const { provider } = await connect(source);
    source.deleteSeen(aComponent('a'), aComponent('b'));
    source.deleteSeen(aProject(), anOrganization());
    await catalog.waitForRefs();
    expect(provider.report().heldSources).toEqual([]);
  });
});

describe('one of several control planes that is not the one of its entities', () => {
  let catalog: TestCatalog;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
  });

  afterEach(() => catalog.stop());

  it('delays no other', async () => {
    const source = aControlPlane('first', 'a');
    source.set({ ...anOrganization('other'), uid: 'us-other' });
    source.setSource('other', 'us');
    await catalog.connect(source);
    await catalog.waitForRefs(
      ...shopRefs,
      'component:acme/a',
      'domain:other/other',
    );

    source.delete(anOrganization('other'));
    const provider = await catalog.connect(source, { confirmAfterMs: 50 });
    source.set(aComponent('b', { uid: 'first-b' }));
    await catalog.waitForRefs(
      ...shopRefs,
      'component:acme/a',
      'component:acme/b',
      'domain:other/other',
    );
    expect(provider.report().heldSources).toMatchObject([{ source: 'us' }]);
  });
});
