import { mockServices } from '@backstage/backend-test-utils';
import {
  componentKind,
  organizationKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { promotionKind } from '../adapter-base/promotions/promotionKind';
import type { ResourceChange, ResourceIndex } from './ResourceReader';
import { ResourceStore } from './ResourceStore';
import { historyPosition } from './SortedPositions';

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
    store.parse(serviceBindingKind, binding('greeter', 'development'));
    expect(
      store.get(serviceBindingKind, { namespace: 'acme', name: 'greeter' })
        ?.spec.releaseState,
    ).toBe('Active');
  });

  it('finds objects by project, component and environment', () => {
    const { store } = aStore();
    store.parse(serviceBindingKind, binding('one', 'development'));
    store.parse(serviceBindingKind, binding('two', 'staging'));
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

  it('updates the indexes when an object changes its owner', () => {
    const { store } = aStore();
    store.parse(componentKind, component('greeter', 'shop'));
    store.parse(componentKind, component('greeter', 'bank'));
    expect(store.byIndex(componentKind, 'project', 'acme/shop')).toEqual([]);
    expect(store.byIndex(componentKind, 'project', 'acme/bank')).toHaveLength(
      1,
    );
  });

  it('notifies listeners of added, updated and deleted objects', () => {
    const { store, changes } = aStore();
    store.parse(componentKind, component('greeter', 'shop'));
    store.parse(componentKind, component('greeter', 'bank'));
    store.remove(componentKind, { namespace: 'acme', name: 'greeter' });
    expect(changes.map(({ type }) => type)).toEqual([
      'added',
      'updated',
      'deleted',
    ]);
    expect(changes[2].isObserved).toBe(true);
    expect(changes[1].old).toMatchObject({
      spec: { owner: { projectName: 'shop' } },
    });
  });

  it('rejects an invalid object with the field and the error', () => {
    const { store, changes } = aStore();
    store.parse(componentKind, component('broken', 7));
    store.parse(componentKind, component('sound'));
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

  it('finds rejected objects by their component', () => {
    const { store } = aStore();
    const status = { conditions: 'none' };
    const broken = { ...binding('greeter', 'development'), status };
    store.parse(serviceBindingKind, broken);
    const of = (value: string) =>
      store.rejected({ index: 'component', value }).map(({ name }) => name);
    expect(of('acme/shop/greeter')).toEqual(['greeter']);
    expect(of('acme/shop/other')).toEqual([]);
  });

  it('keeps the last valid version of an object', () => {
    const { store } = aStore();
    store.parse(componentKind, component('greeter', 'shop'));
    store.parse(componentKind, component('greeter', 7));
    expect(store.list(componentKind)).toHaveLength(1);
    expect(store.rejected()).toHaveLength(1);
  });

  it('stops reporting an object that is corrected or deleted', () => {
    const { store } = aStore();
    store.parse(componentKind, component('one', 7));
    store.parse(componentKind, component('two', 7));
    store.parse(componentKind, component('one'));
    store.remove(componentKind, { namespace: 'acme', name: 'two' });
    expect(store.rejected()).toEqual([]);
  });

  it('notifies all listeners when one throws', () => {
    const { store, changes } = aStore();
    store.onChange(() => {
      throw new Error('failed');
    });
    const later: string[] = [];
    store.onChange(({ type }) => later.push(type));
    store.parse(componentKind, component('greeter'));
    expect(changes).toHaveLength(1);
    expect(later).toEqual(['added']);
  });

  describe('newestFirst', () => {
    const created = (name: string, second: number) => {
      const object = component(name);
      const creationTimestamp = `2026-03-01T12:00:0${second}Z`;
      return { ...object, metadata: { ...object.metadata, creationTimestamp } };
    };
    const listed = (store: ResourceStore, after?: string) =>
      [...store.newestFirst(componentKind, 'organization', 'acme', after)].map(
        ({ metadata }) => metadata.name,
      );

    it('lists objects of the same second by their last write', () => {
      const { store } = aStore();
      const written = (name: string, resourceVersion: string) => {
        const object = created(name, 1);
        return { ...object, metadata: { ...object.metadata, resourceVersion } };
      };
      store.parse(componentKind, written('a', '10'));
      store.parse(componentKind, written('b', '9'));
      expect(listed(store)).toEqual(['a', 'b']);
      store.parse(componentKind, written('b', '11'));
      expect(listed(store)).toEqual(['b', 'a']);
    });

    it('lists objects by time of creation, then by name', () => {
      const { store } = aStore();
      store.parse(componentKind, created('b', 1));
      store.parse(componentKind, created('d', 2));
      expect(listed(store)).toEqual(['d', 'b']);
      store.parse(componentKind, created('c', 1));
      store.parse(componentKind, created('a', 3));
      store.parse(componentKind, created('e', 0));
      expect(listed(store)).toEqual(['a', 'd', 'c', 'b', 'e']);
    });

    it('continues after a position, also when that object was deleted', () => {
      const { store } = aStore();
      for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
        store.parse(componentKind, created(name, index));
      }
      const after = historyPosition(created('c', 2));
      expect(listed(store, after)).toEqual(['b', 'a']);
      store.remove(componentKind, { namespace: 'acme', name: 'c' });
      expect(listed(store, after)).toEqual(['b', 'a']);
      expect(listed(store)).toEqual(['d', 'b', 'a']);
    });

    it('keeps the place of an updated object, and moves one that was created again', () => {
      const { store } = aStore();
      store.parse(componentKind, created('a', 1));
      store.parse(componentKind, created('b', 2));
      expect(listed(store)).toEqual(['b', 'a']);
      store.parse(componentKind, created('a', 1));
      expect(listed(store)).toEqual(['b', 'a']);
      store.parse(componentKind, created('a', 3));
      expect(listed(store)).toEqual(['a', 'b']);
    });
  });

  it('has objects in further indexes as long as they have a value there', () => {
    const logger = mockServices.logger.mock();
    const store = new ResourceStore({ kinds: [promotionKind], logger });
    const promotion = (phase: string) => ({
      apiVersion: promotionKind.apiVersion,
      kind: 'Promotion',
      metadata: { name: 'one', namespace: 'acme' },
      spec: {
        owner: { projectName: 'shop', componentName: 'greeter' },
        from: 'development',
        to: 'staging',
      },
      status: { phase },
    });
    const write = (phase: string) =>
      store.parse(promotionKind, promotion(phase));
    const count = (index: ResourceIndex, value: string) =>
      store.byIndex(promotionKind, index, value).length;
    write('AwaitingApproval');
    expect(count('phase', 'AwaitingApproval')).toBe(1);
    expect(count('unfinished', 'acme/shop/greeter')).toBe(1);
    write('Succeeded');
    expect(count('phase', 'AwaitingApproval')).toBe(0);
    expect(count('unfinished', 'acme/shop/greeter')).toBe(0);
    expect(count('target', 'acme/shop/greeter/staging')).toBe(1);
  });
});
