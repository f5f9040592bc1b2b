import { mockServices } from '@backstage/backend-test-utils';
import {
  componentKind,
  organizationKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import type { ResourceChange } from './ResourceReader';
import { ResourceStore } from './ResourceStore';

const apiVersion = 'openchoreo.dev/v1alpha1';

const component = (name: string, projectName: string | number = 'shop') => ({
  apiVersion,
  kind: 'Component',
  metadata: { name, namespace: 'acme' },
  spec: { owner: { projectName }, type: 'Service' },
});

const binding = (name: string, environment: string) => ({
  apiVersion,
  kind: 'ServiceBinding',
  metadata: { name, namespace: 'acme' },
  spec: {
    owner: { projectName: 'shop', componentName: 'greeter' },
    environment,
    workloadSpec: {},
  },
});

function aStore() {
  const changes: ResourceChange[] = [];
  const store = new ResourceStore({
    kinds: [organizationKind, componentKind, serviceBindingKind],
    logger: mockServices.logger.mock(),
    now: () => new Date('2026-03-01T12:00:00Z'),
  });
  store.onChange(change => changes.push(change));
  return { store, changes };
}

describe('ResourceStore', () => {
  it('finds an object by its key, with the defaults of its schema', () => {
    const { store } = aStore();
    store.take(serviceBindingKind, binding('greeter', 'development'));
    expect(
      store.get(serviceBindingKind, { namespace: 'acme', name: 'greeter' })
        ?.spec.releaseState,
    ).toBe('Active');
  });

  it('finds objects by project, component and environment', () => {
    const { store } = aStore();
    store.take(serviceBindingKind, binding('one', 'development'));
    store.take(serviceBindingKind, binding('two', 'staging'));
    const found = (
      index: 'project' | 'component' | 'environment',
      of: string,
    ) =>
      store
        .byIndex(serviceBindingKind, index, of)
        .map(({ metadata }) => metadata.name);
    expect(found('project', 'acme/shop')).toEqual(['one', 'two']);
    expect(found('component', 'acme/shop/greeter')).toEqual(['one', 'two']);
    expect(found('environment', 'acme/staging')).toEqual(['two']);
    expect(found('environment', 'acme/production')).toEqual([]);
  });

  it('finds an object that moved where it is now, and nowhere else', () => {
    const { store } = aStore();
    store.take(componentKind, component('greeter', 'shop'));
    store.take(componentKind, component('greeter', 'bank'));
    expect(store.byIndex(componentKind, 'project', 'acme/shop')).toEqual([]);
    expect(store.byIndex(componentKind, 'project', 'acme/bank')).toHaveLength(
      1,
    );
  });

  it('tells what was added, updated and deleted', () => {
    const { store, changes } = aStore();
    store.take(componentKind, component('greeter', 'shop'));
    store.take(componentKind, component('greeter', 'bank'));
    store.remove(componentKind, { namespace: 'acme', name: 'greeter' });
    expect(changes.map(({ type }) => type)).toEqual([
      'added',
      'updated',
      'deleted',
    ]);
    expect(changes[1].old).toMatchObject({
      spec: { owner: { projectName: 'shop' } },
    });
  });

  it('keeps a malformed object out and says which field is wrong', () => {
    const { store, changes } = aStore();
    store.take(componentKind, component('broken', 7));
    store.take(componentKind, component('sound'));
    expect(
      store.list(componentKind).map(({ metadata }) => metadata.name),
    ).toEqual(['sound']);
    expect(changes).toHaveLength(1);
    expect(store.rejected()).toEqual([
      {
        apiVersion,
        kind: 'Component',
        namespace: 'acme',
        name: 'broken',
        since: '2026-03-01T12:00:00.000Z',
        problems: [
          {
            path: 'spec.owner.projectName',
            message: expect.stringContaining('expected string'),
          },
        ],
      },
    ]);
  });

  it('finds what it rejected by the component that it belongs to', () => {
    const { store } = aStore();
    const status = { conditions: 'none' };
    const broken = { ...binding('greeter', 'development'), status };
    store.take(serviceBindingKind, broken);
    const of = (value: string) =>
      store.rejected({ index: 'component', value }).map(({ name }) => name);
    expect(of('acme/shop/greeter')).toEqual(['greeter']);
    expect(of('acme/shop/other')).toEqual([]);
  });

  it('keeps the last version that it could read', () => {
    const { store } = aStore();
    store.take(componentKind, component('greeter', 'shop'));
    store.take(componentKind, component('greeter', 7));
    expect(store.list(componentKind)).toHaveLength(1);
    expect(store.rejected()).toHaveLength(1);
  });

  it('stops reporting an object once it is corrected or gone', () => {
    const { store } = aStore();
    store.take(componentKind, component('one', 7));
    store.take(componentKind, component('two', 7));
    store.take(componentKind, component('one'));
    store.remove(componentKind, { namespace: 'acme', name: 'two' });
    expect(store.rejected()).toEqual([]);
  });

  it('does not let one listener keep the others from hearing', () => {
    const { store, changes } = aStore();
    store.onChange(() => {
      throw new Error('deaf');
    });
    const later: string[] = [];
    store.onChange(({ type }) => later.push(type));
    store.take(componentKind, component('greeter'));
    expect(changes).toHaveLength(1);
    expect(later).toEqual(['added']);
  });
});
