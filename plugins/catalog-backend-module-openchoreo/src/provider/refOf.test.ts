import { stringifyEntityRef } from '@backstage/catalog-model';
import { refOf } from './refOf';

describe('refOf', () => {
  it.each([
    { kind: 'Component', metadata: { name: 'orders' } },
    { kind: 'API', metadata: { namespace: 'Acme', name: 'Orders.API_2' } },
    { kind: 'RESOURCE', metadata: { namespace: 'acme', name: 'İstanbul' } },
  ])('is the entity ref of $metadata.name', entity => {
    const complete = { apiVersion: 'backstage.io/v1alpha1', ...entity };
    expect(refOf(complete)).toBe(stringifyEntityRef(complete));
  });
});
