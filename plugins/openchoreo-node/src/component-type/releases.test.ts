import { mockServices } from '@backstage/backend-test-utils';
import { ResourceStore } from '../cache/ResourceStore';
import { componentReleaseKind } from './componentKinds';
import { findRelease } from './releases';

const ref = { organization: 'acme', project: 'shop', component: 'orders' };

function storeWith(name: string, owner: object): ResourceStore {
  const store = new ResourceStore({
    kinds: [componentReleaseKind],
    logger: mockServices.logger.mock(),
  });
  store.put(
    componentReleaseKind,
    componentReleaseKind.schema.parse({
      apiVersion: componentReleaseKind.apiVersion,
      kind: componentReleaseKind.kind,
      metadata: { namespace: ref.organization, name },
      spec: {
        owner,
        componentType: { kind: 'ComponentType', name: 'deployment/service' },
        workload: { container: { image: 'orders:1' } },
      },
    }),
  );
  return store;
}

describe('findRelease', () => {
  it('finds a release of the component', () => {
    const owner = { projectName: 'shop', componentName: 'orders' };
    const store = storeWith('orders-1', owner);
    expect(findRelease(store, ref, 'orders-1')?.spec.owner).toEqual(owner);
    expect(findRelease(store, ref, 'orders-2')).toBeUndefined();
    expect(findRelease(store, ref, undefined)).toBeUndefined();
  });

  it.each([
    { projectName: 'shop', componentName: 'stock' },
    { projectName: 'bank', componentName: 'orders' },
  ])('finds none of %p', owner => {
    const store = storeWith('orders-1', owner);
    expect(findRelease(store, ref, 'orders-1')).toBeUndefined();
  });
});
