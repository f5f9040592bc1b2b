import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityRefOf } from '@promenade/backstage-plugin-openchoreo-common';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import {
  aComponent,
  anApi,
  anEndpoint,
  anOrganization,
  aProject,
} from '../__testUtils__/units';

jest.setTimeout(60_000);

const defaultOwner = 'group:default/platform';

const hostComponent = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'acme',
    annotations: {
      'backstage.io/managed-by-location': 'host:entities',
      'backstage.io/managed-by-origin-location': 'host:entities',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'host-team' },
});

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

  it('sends the first of many new units before the last ones are translated', async () => {
    const source = aShop(450);
    const get = source.get.bind(source);
    let sentBefore: number | undefined;
    jest.spyOn(source, 'get').mockImplementation(key => {
      if (key.name === 'c449') sentBefore ??= catalog.mutations.length;
      return get(key);
    });
    const provider = await catalog.connect(source);
    await provider.sync();
    expect(sentBefore).toBeGreaterThan(0);
    expect(
      catalog.mutations.flatMap(mutation =>
        mutation.type === 'delta' ? mutation.added : [],
      ),
    ).toHaveLength(452);
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

  it('keeps an API that moves to another component', async () => {
    const source = aShop(0);
    const moved = ['component:acme/c0', 'component:acme/c1', 'api:acme/books'];
    source.set(aComponent('c0', { apis: ['books'] }), aComponent('c1'));
    source.set(anApi('books', 'c0'));
    await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs, ...moved);
    const uid = (await catalog.entities()).get('api:acme/books')?.metadata.uid;

    source.set(aComponent('c0'), aComponent('c1', { apis: ['books'] }));
    source.set(anApi('books', 'c1'));
    const entities = await catalog.waitFor(all =>
      Boolean(
        all
          .get('api:acme/books')
          ?.relations?.some(
            ({ type, targetRef }) =>
              type === 'apiProvidedBy' && targetRef === 'component:acme/c1',
          ),
      ),
    );
    expect(entities.get('api:acme/books')?.metadata.uid).toBe(uid);
  });

  it('gives an entity to another unit when its unit is deleted', async () => {
    const source = aShop(0);
    // A component that has the name which the entity of another one gets.
    const entityRef = entityRefOf({
      type: 'component',
      organization: 'acme',
      name: 'Orders',
    });
    const { name } = parseEntityRef(entityRef);
    source.set(aComponent(name, { description: 'First' }));
    source.set(aComponent('Orders', { description: 'Second' }));
    await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs, entityRef);
    expect(source.problems.get('component:acme/Orders')).toMatch(entityRef);

    source.delete(aComponent(name));
    await catalog.waitFor(
      all => all.get(entityRef)?.metadata.description === 'Second',
    );
    expect(source.problems).toEqual(new Map());
  });

  it('keeps the entities of a unit that cannot be translated, and reports it', async () => {
    const source = aShop(2);
    await catalog.connect(source);
    await catalog.waitForRefs(...shopRefs, ...componentRefs(0, 2));

    source.setFailing(aComponent('c0'));
    source.set(aComponent('c2'));
    await catalog.waitForRefs(...shopRefs, ...componentRefs(0, 3));
    expect(source.problems.get('component:acme/c0')).toMatch(
      /the adapter failed/,
    );

    source.setFailing(aComponent('c0'), false);
    source.set(aComponent('c0', { description: 'Repaired' }));
    await catalog.waitFor(
      all => all.get('component:acme/c0')?.metadata.description === 'Repaired',
    );
    expect(source.problems).toEqual(new Map());
  });

  it('keeps its entity when the host adds one of the same name and names are not yielded, and reports it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    const target = join(folder, 'catalog-info.yaml');
    const addToHost = (name: string) =>
      writeFileSync(target, JSON.stringify(hostComponent(name)));
    addToHost('other');
    await catalog.stop();
    catalog = await TestCatalog.start([{ type: 'file', target }]);
    const source = aShop(1);
    await catalog.connect(source);
    const refs = ['component:acme/c0', ...shopRefs];
    await catalog.waitForRefs('component:acme/other', ...refs);

    addToHost('c0');
    await catalog.waitFor(() => source.problems.size > 0);
    expect(source.problems.get('component:acme/c0')).toMatch(
      `rejects the entity component:acme/c0 of file:${target}`,
    );

    expect(
      (await catalog.entities()).get('component:acme/c0')?.spec?.owner,
    ).toBe(defaultOwner);

    source.delete(aComponent('c0'));
    await catalog.waitFor(() => source.problems.size === 0);
    rmSync(folder, { recursive: true });
  });

  it('keeps the entities of a control plane that is away, and delays no other', async () => {
    const other = anOrganization('other');
    const depot = aProject({ organization: 'other', name: 'depot' });
    const otherRefs = ['domain:other/other', 'system:other/depot'];
    const source = aShop(1);
    source.set(other, depot);
    await catalog.connect(source);
    await catalog.waitForRefs('component:acme/c0', ...otherRefs, ...shopRefs);

    // A restart while the other control plane cannot be reached.
    source.delete(other, depot);
    source.setSource('other', 'us', { isAway: true });
    source.delete(aComponent('c0'));
    source.set(aComponent('c1'));
    const provider = await catalog.connect(source);
    await catalog.waitForRefs('component:acme/c1', ...otherRefs, ...shopRefs);
    await catalog.waitFor(() => provider.report().waiting === 2);

    source.set(other);
    source.setSource('other', 'us');
    await catalog.waitForRefs(
      'component:acme/c1',
      'domain:other/other',
      ...shopRefs,
    );
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

  it('keeps held removals back until they are confirmed, also after a change of one unit', async () => {
    const source = aShop(100);
    await catalog.connect(source, { confirmAfterMs: 3_600_000 });
    await catalog.waitForRefs(...shopRefs, ...componentRefs(0, 100));
    source.delete(...Array.from({ length: 50 }, (_, i) => aComponent(`c${i}`)));
    source.set(aProject({ description: 'After the deletion' }));
    await catalog.waitFor(
      entities =>
        entities.get('system:acme/shop')?.metadata.description ===
        'After the deletion',
    );

    source.delete(aComponent('c0'));
    source.set(aProject({ description: 'After the second change' }));
    const entities = await catalog.waitFor(
      all =>
        all.get('system:acme/shop')?.metadata.description ===
        'After the second change',
    );
    expect([...entities.keys()]).toContain('component:acme/c0');
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
