import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import { CatalogReader } from './CatalogReader';

const component = (name: string, uid = `uid-${name}`): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    uid,
    name,
    namespace: 'acme',
    annotations: { 'backstage.io/managed-by-origin-location': originLocation },
  },
});

/** A reader of a catalog whose entities a test replaces, and the names that it has read in full. */
function aReader(...first: Entity[]) {
  const catalog = catalogServiceMock.mock();
  let entities = first;
  const read: string[] = [];
  catalog.getEntityFacets.mockImplementation(async () => ({
    facets: {
      'metadata.uid': entities.map(({ metadata: { uid = '' } }) => ({
        value: uid,
        count: 1,
      })),
    },
  }));
  catalog.streamEntities.mockImplementation(async function* stream(request) {
    const filter: Record<string, unknown> = { ...request?.filter };
    const uids = filter['metadata.uid'];
    const found = entities.filter(
      ({ metadata: { uid } }) => !Array.isArray(uids) || uids.includes(uid),
    );
    read.push(...found.map(({ metadata: { name } }) => name));
    yield found;
  });
  const reader = new CatalogReader(catalog, mockServices.auth());
  return {
    replaceEntities: (...others: Entity[]) => {
      entities = others;
    },
    knownRefs: async () =>
      (await reader.knownEntities()).map(({ entityRef }) => entityRef).sort(),
    takeRead: () => read.splice(0),
  };
}

describe('CatalogReader', () => {
  it('reads each entity once', async () => {
    const { replaceEntities, knownRefs, takeRead } = aReader(
      component('a'),
      component('b'),
    );
    expect(await knownRefs()).toEqual(['component:acme/a', 'component:acme/b']);
    expect(takeRead()).toEqual(['a', 'b']);
    replaceEntities(component('b'), component('c'));
    expect(await knownRefs()).toEqual(['component:acme/b', 'component:acme/c']);
    expect(takeRead()).toEqual(['c']);
    expect(await knownRefs()).toEqual(['component:acme/b', 'component:acme/c']);
    expect(takeRead()).toEqual([]);
  });

  it('reads an entity again that the catalog has created anew', async () => {
    const { replaceEntities, knownRefs, takeRead } = aReader(component('a'));
    await knownRefs();
    takeRead();
    replaceEntities(component('a', 'other'));
    expect(await knownRefs()).toEqual(['component:acme/a']);
    expect(takeRead()).toEqual(['a']);
  });

  it('reads many new entities with all others', async () => {
    const { replaceEntities, knownRefs, takeRead } = aReader(component('a'));
    await knownRefs();
    takeRead();
    const many = Array.from({ length: 2_500 }, (_, i) => component(`c${i}`));
    replaceEntities(component('a'), ...many);
    expect(await knownRefs()).toHaveLength(2_501);
    expect(takeRead()).toHaveLength(2_501);
  });
});
