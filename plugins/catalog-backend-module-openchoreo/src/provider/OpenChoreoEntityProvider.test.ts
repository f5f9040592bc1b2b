import { stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { mockServices } from '@backstage/backend-test-utils';
import { workloadKind } from '@promenade/openchoreo-model';
import { InMemoryPlatform } from '../__testUtils__/InMemoryPlatform';
import {
  aComponent,
  anOrganization,
  aProject,
  aWorkload,
} from '../__testUtils__/manifests';
import {
  OpenChoreoEntityProvider,
  type OpenChoreoEntityProviderOptions,
} from './OpenChoreoEntityProvider';

/** A catalog that holds what it is given, and can be made to refuse. */
class Catalog {
  readonly refs = new Set<string>();
  readonly mutations: EntityProviderMutation[] = [];
  refuses = false;

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.refuses) throw new Error('the database is away');
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
  source: InMemoryPlatform,
  options: Partial<OpenChoreoEntityProviderOptions> = {},
) {
  const catalog = new Catalog();
  const provider = new OpenChoreoEntityProvider({
    source,
    defaultOwner: 'group:default/platform',
    defaultLifecycle: 'production',
    logger: mockServices.logger.mock(),
    knownEntities: async () => [],
    removalCeiling: { count: 20, share: 0.1 },
    ...options,
  });
  await provider.connect(catalog);
  await jest.advanceTimersByTimeAsync(300);
  return { catalog, provider };
}

function aPlatform(components: number): InMemoryPlatform {
  const source = new InMemoryPlatform();
  source.set(anOrganization());
  source.set(aProject());
  for (let i = 0; i < components; i++) source.set(aComponent(`c${i}`));
  return source;
}

describe('the entity provider', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives the catalog what there is, then only what changes', async () => {
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

    source.set(aComponent('c0', { 'openchoreo.dev/description': 'The first' }));
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.mutations.at(-1)).toMatchObject({
      added: [{ entity: { metadata: { name: 'c0' } } }],
      removed: [],
    });
  });

  it('removes the API of an endpoint that is gone, and keeps its component', async () => {
    const source = aPlatform(1);
    source.set(aWorkload('c0', { api: { type: 'REST', port: 80 } }));
    const { catalog } = await connected(source);
    expect(catalog.refs).toContain('api:acme/c0.api');

    source.set(aWorkload('c0'));
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.refs).not.toContain('api:acme/c0.api');
    expect(catalog.refs).toContain('component:acme/c0');
  });

  it('waits for a kind that cannot be read, and goes on with the others', async () => {
    const source = aPlatform(1);
    source.cannotRead(workloadKind);
    const { catalog } = await connected(source, {
      knownEntities: async () => [
        { unit: 'Component:acme/c0', ref: 'component:acme/c0' },
        { unit: 'Component:acme/c0', ref: 'api:acme/c0.api' },
      ],
    });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(catalog.refs).toContain('system:acme/shop');
    expect(catalog.mutations).not.toContainEqual(
      expect.objectContaining({ removed: [expect.anything()] }),
    );

    source.canRead(workloadKind);
    await jest.advanceTimersByTimeAsync(300);
    expect(catalog.refs).toContain('component:acme/c0');
  });

  it('removes what earlier runs left and is gone since', async () => {
    const { catalog } = await connected(aPlatform(1), {
      knownEntities: async () => [
        { unit: 'Component:acme/gone', ref: 'component:acme/gone' },
      ],
    });
    await jest.advanceTimersByTimeAsync(300);
    expect(
      catalog.mutations.flatMap(m => ('removed' in m ? m.removed : [])),
    ).toEqual([expect.objectContaining({ entityRef: 'component:acme/gone' })]);
  });

  it('looks twice before it removes many', async () => {
    const source = aPlatform(100);
    const { catalog } = await connected(source);
    for (let i = 0; i < 50; i++) source.delete(aComponent(`c${i}`));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(catalog.refs.size).toBe(102);

    // Half of them come back, as after a read that was not whole.
    for (let i = 0; i < 25; i++) source.set(aComponent(`c${i}`));
    await jest.advanceTimersByTimeAsync(31_000);
    expect(catalog.refs.size).toBe(77);
    expect(catalog.refs).toContain('component:acme/c0');
    expect(catalog.refs).not.toContain('component:acme/c49');
  });

  it('sends again what the catalog did not take', async () => {
    const source = aPlatform(1);
    const { catalog } = await connected(source);
    catalog.refuses = true;
    source.set(aComponent('late'));
    await jest.advanceTimersByTimeAsync(300);
    catalog.refuses = false;
    await jest.advanceTimersByTimeAsync(6_000);
    expect(catalog.refs).toContain('component:acme/late');
  });
});
