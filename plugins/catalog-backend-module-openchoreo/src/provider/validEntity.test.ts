import { refusalOf } from './validEntity';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'acme' },
};

describe('whether the catalog would refuse an entity', () => {
  it('is no for one that is well-formed', async () => {
    await expect(refusalOf(entity)).resolves.toBeUndefined();
  });

  it.each([
    ['no name', { ...entity, metadata: { name: '' } }, /name/],
    [
      'a name that is too long',
      { ...entity, metadata: { name: 'a'.repeat(64) } },
      /metadata.name/,
    ],
    [
      'a namespace with capitals and dots',
      { ...entity, metadata: { name: 'a', namespace: 'A.b' } },
      /metadata.namespace/,
    ],
  ])('is yes, and says why, for %s', async (_, wrong, why) => {
    await expect(refusalOf(wrong)).resolves.toMatch(why);
  });
});
