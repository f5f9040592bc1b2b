import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import { EmittedEntities } from './EmittedEntities';

const aUnit = (index: number): CatalogUnitKey => ({
  type: 'component',
  organization: 'acme',
  name: `c${index}`,
});

const anEntity = (index: number): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: `c${index}`, namespace: 'acme' },
});

const known = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({
    unit: aUnit(from + i),
    entityRef: stringifyEntityRef(anEntity(from + i)),
  }));

/** Entities that the catalog has accepted, each of a unit of its own. */
function emit(count: number, lostAfterMs = 60_000): EmittedEntities {
  const emitted = new EmittedEntities(lostAfterMs);
  for (let i = 0; i < count; i++) {
    emitted.commit(aUnit(i), emitted.diff(aUnit(i), [anEntity(i)]));
  }
  return emitted;
}

const countAdded = (emitted: EmittedEntities, count: number) =>
  Array.from({ length: count }, (_, i) =>
    emitted.diff(aUnit(i), [anEntity(i)]),
  ).flatMap(({ added }) => added).length;

describe('EmittedEntities.reconcile', () => {
  it.each([
    { unreturned: 500, added: 500 },
    { unreturned: 501, added: 0 },
  ])(
    'sends $added of $unreturned entities again that the catalog has not returned yet',
    ({ unreturned, added }) => {
      const total = unreturned + 100;
      const emitted = emit(total);
      emitted.reconcile(known(unreturned, total), { isContentKnown: true });
      expect(countAdded(emitted, total)).toBe(added);
    },
  );

  it('sends entities again that a catalog which is behind has not returned for too long', () => {
    const emitted = emit(501, 0);
    emitted.reconcile([], { isContentKnown: true });
    expect(countAdded(emitted, 501)).toBe(501);
  });

  it('sends any number of entities again that the catalog has returned before', () => {
    const emitted = emit(501);
    emitted.reconcile(known(0, 501), { isContentKnown: true });
    expect(countAdded(emitted, 501)).toBe(0);
    emitted.reconcile([], { isContentKnown: true });
    expect(countAdded(emitted, 501)).toBe(501);
  });

  it('sends all entities again when their content is not known', () => {
    const emitted = emit(501);
    emitted.reconcile([], { isContentKnown: false });
    expect(countAdded(emitted, 501)).toBe(501);
  });
});
