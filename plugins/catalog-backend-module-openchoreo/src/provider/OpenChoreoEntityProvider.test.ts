import { stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { mockServices } from '@backstage/backend-test-utils';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import {
  aComponent,
  anEndpoint,
  anOrganization,
  aProject,
} from '../__testUtils__/units';
import {
  OpenChoreoEntityProvider,
  type OpenChoreoEntityProviderOptions,
} from './OpenChoreoEntityProvider';

/** A catalog that accepts every entity, and can be made to fail. */
class Catalog {
  readonly refs = new Set<string>();
  readonly mutations: EntityProviderMutation[] = [];
  isFailing = false;

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.isFailing) throw new Error('the database is unreachable');
    this.mutations.push(mutation);
    if (mutation.type !== 'delta') throw new Error('a full mutation was sent');
    for (const removed of mutation.removed)
      if ('entityRef' in removed) this.refs.delete(removed.entityRef);
    for (const { entity } of mutation.added)
      this.refs.add(stringifyEntityRef(entity));
  }

  async refresh(): Promise<void> {}
}

async function connected(
  source: InMemoryUnits,
  options: Partial<OpenChoreoEntityProviderOptions> = {},
) {
  const catalog = new Catalog();
  const provider = new OpenChoreoEntityProvider({
    source,
    defaultOwner: 'group:default/platform',
    defaultLifecycle: 'production',
    logger: mockServices.logger.mock(),
    knownEntities: async () => [],
    removalLimit: { count: 20, share: 0.1 },
    ...options,
  });
  await provider.connect(catalog);
  await jest.advanceTimersByTimeAsync(300);
  return { catalog, provider };
}

function aPlatform(components: number): InMemoryUnits {
  const source = new InMemoryUnits();
  source.set(anOrganization(), aProject());
  for (let i = 0; i < components; i++) source.set(aComponent(`c${i}`));
  return source;
}

describe('OpenChoreoEntityProvider', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends all entities once, then only differences', async () => {
    const source = aPlatform(2);
    const { catalog } = await connected(source);
    expect(catalog.refs).toEqual(
      new Set([
        'domain:acme/acme',
        'system:acme/shop',
        'component:acme/c0',
        'component:acme/c1',
      ]),
    );
    const before = catalog.mutations.length;
    source.set(aComponent('c0'));
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.mutations).toHaveLength(before);

    source.set(aComponent('c0', { description: 'The first' }));
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.mutations.at(-1)).toMatchObject({
      added: [{ entity: { metadata: { name: 'c0' } } }],
      removed: [],
    });
  });

  it('removes the API of a deleted endpoint, and keeps its component', async () => {
    const source = aPlatform(1);
    source.set(aComponent('c0', { endpoints: [anEndpoint('c0')] }));
    const { catalog } = await connected(source);
    expect(catalog.refs).toContain('api:acme/c0.api');

    source.set(aComponent('c0'));
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.refs).not.toContain('api:acme/c0.api');
    expect(catalog.refs).toContain('component:acme/c0');
  });

  it('skips the units of an incomplete type until it is complete', async () => {
    const source = aPlatform(1);
    source.setIncomplete('component');
    const { catalog } = await connected(source, {
      knownEntities: async () => [
        { unit: 'component:acme/c0', ref: 'component:acme/c0' },
        { unit: 'component:acme/c0', ref: 'api:acme/c0.api' },
      ],
    });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(catalog.refs).toContain('system:acme/shop');
    expect(catalog.mutations).not.toContainEqual(
      expect.objectContaining({ removed: [expect.anything()] }),
    );

    source.setComplete('component');
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.refs).toContain('component:acme/c0');
  });

  it('removes entities of earlier runs whose resources were deleted', async () => {
    const { catalog } = await connected(aPlatform(1), {
      knownEntities: async () => [
        { unit: 'component:acme/gone', ref: 'component:acme/gone' },
      ],
    });
    await jest.advanceTimersByTimeAsync(300);
    expect(
      catalog.mutations.flatMap(m => ('removed' in m ? m.removed : [])),
    ).toEqual([expect.objectContaining({ entityRef: 'component:acme/gone' })]);
  });

  it('confirms removals beyond the limit', async () => {
    const source = aPlatform(100);
    const { catalog } = await connected(source);
    for (let i = 0; i < 50; i++) source.delete(aComponent(`c${i}`));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(catalog.refs.size).toBe(102);

    // Half of them come back, as after an incomplete read.
    for (let i = 0; i < 25; i++) source.set(aComponent(`c${i}`));
    await jest.advanceTimersByTimeAsync(31_000);
    expect(catalog.refs.size).toBe(77);
    expect(catalog.refs).toContain('component:acme/c0');
    expect(catalog.refs).not.toContain('component:acme/c49');
  });

  it('repeats a mutation that failed', async () => {
    const source = aPlatform(1);
    const { catalog } = await connected(source);
    catalog.isFailing = true;
    source.set(aComponent('late'));
    await jest.advanceTimersByTimeAsync(300);
    catalog.isFailing = false;
    await jest.advanceTimersByTimeAsync(6_000);
    expect(catalog.refs).toContain('component:acme/late');
  });
});
