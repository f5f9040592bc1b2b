import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import {
  aComponent,
  anEndpoint,
  anOrganization,
  aProject,
} from '../__testUtils__/units';

jest.setTimeout(60_000);

const shopRefs = ['domain:acme/acme', 'system:acme/shop'];

const componentRefs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `component:acme/c${from + i}`);

function aShop(components: number): InMemoryUnits {
  const source = new InMemoryUnits();
  source.set(anOrganization(), aProject());
  for (let i = 0; i < components; i++) source.set(aComponent(`c${i}`));
  return source;
}

describe('OpenChoreoEntityProvider', () => {
  let catalog: TestCatalog;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
  });

  afterEach(() => catalog.stop());

  it('sends all entities once, then only differences', async () => {
    const source = aShop(2);
    await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs, ...componentRefs(0, 2));
    const sent = catalog.mutations.length;
    source.set(aComponent('c0'));
    source.set(aComponent('c1', { description: 'The second' }));
    await catalog.waitFor(
      entities =>
        entities.get('component:acme/c1')?.metadata.description ===
        'The second',
    );
    expect(catalog.mutations.slice(sent)).toMatchObject([
      { added: [{ entity: { metadata: { name: 'c1' } } }], removed: [] },
    ]);
  });

  it('removes the API of a deleted endpoint, and keeps its component', async () => {
    const source = aShop(0);
    source.set(aComponent('c0', { endpoints: [anEndpoint('c0')] }));
    await catalog.connect(source);
    const component = ['component:acme/c0'];
    await catalog.waitForRefs(...shopRefs, ...component, 'api:acme/c0.api');

    source.set(aComponent('c0'));
    await catalog.waitForRefs(...shopRefs, ...component);
  });

  it('keeps the entities of an incomplete type until it is complete', async () => {
    const source = aShop(1);
    await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');

    // After a restart, the components cannot be read at first.
    const unread = aShop(0);
    unread.set(aProject({ description: 'Read' }));
    unread.setIncomplete('component');
    await catalog.connect(unread);
    const entities = await catalog.waitFor(
      all => all.get('system:acme/shop')?.metadata.description === 'Read',
    );
    expect([...entities.keys()]).toContain('component:acme/c0');

    unread.set(aComponent('c1'));
    unread.setComplete('component');
    await catalog.waitForRefs(...shopRefs, 'component:acme/c1');
  });

  it('removes entities whose resources were deleted during a restart', async () => {
    await catalog.connect(aShop(2));
    await catalog.waitForRefs(...shopRefs, ...componentRefs(0, 2));
    await catalog.connect(aShop(1));
    await catalog.waitForRefs(...shopRefs, 'component:acme/c0');
  });

  it('confirms removals beyond the limit', async () => {
    const source = aShop(100);
    await catalog.connect(source, { confirmAfterMs: 3_000 });
    await catalog.waitForRefs(...shopRefs, ...componentRefs(0, 100));
    const deleted = Array.from({ length: 50 }, (_, i) => aComponent(`c${i}`));
    source.delete(...deleted);
    // Half of them come back, as after an incomplete read.
    source.set(...deleted.slice(0, 25));
    await catalog.waitForRefs(
      ...shopRefs,
      ...componentRefs(0, 25),
      ...componentRefs(50, 100),
    );
    const removals = catalog.mutations.flatMap(mutation =>
      mutation.type === 'delta' ? mutation.removed : [],
    );
    expect(removals).toHaveLength(25);
  });

  it('repeats a mutation that failed', async () => {
    const source = aShop(1);
    catalog.isFailing = true;
    await catalog.connect(source);
    source.set(aComponent('late'));
    catalog.isFailing = false;
    await catalog.waitForRefs(
      ...shopRefs,
      'component:acme/c0',
      'component:acme/late',
    );
  });
});
