import { validateEntity } from './validateEntity';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'acme' },
};

describe('validateEntity', () => {
  it('returns undefined for a valid entity', async () => {
    await expect(validateEntity(entity)).resolves.toBeUndefined();
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
  ])('returns the error for %s', async (_, invalid, error) => {
    await expect(validateEntity(invalid)).resolves.toMatch(error);
  });
});
