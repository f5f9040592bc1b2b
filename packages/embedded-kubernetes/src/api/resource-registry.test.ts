import type { ResourceType } from './types';
import { compareVersions, ResourceRegistry } from './resource-registry';

const typeOf = (version: string): ResourceType => ({
  group: 'example.com',
  version,
  kind: 'Widget',
  plural: 'widgets',
  singular: 'widget',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  subresources: { status: true },
  columns: [],
});

describe('ResourceRegistry', () => {
  it('finds a type by path and by kind', () => {
    const registry = new ResourceRegistry();
    registry.register([typeOf('v1')]);
    expect(registry.find('example.com', 'v1', 'widgets')).toMatchObject({
      kind: 'Widget',
    });
    expect(registry.findKind('example.com/v1', 'Widget')).toMatchObject({
      plural: 'widgets',
    });
    expect(registry.findKind('example.com/v2', 'Widget')).toBeUndefined();
  });

  it('replaces and removes a resource', () => {
    const registry = new ResourceRegistry();
    const changes: number[] = [];
    registry.onChange(() => changes.push(registry.types().length));
    registry.register([typeOf('v1'), typeOf('v1beta1')], typeOf('v1'));
    registry.register([typeOf('v2')]);
    registry.unregister('widgets.example.com');
    registry.unregister('widgets.example.com');
    expect(changes).toEqual([2, 1, 0]);
  });

  it('has a preferred version and a storage version', () => {
    const registry = new ResourceRegistry();
    registry.register([typeOf('v1beta1'), typeOf('v1')], typeOf('v1beta1'));
    expect(registry.groups()).toEqual([
      { name: 'example.com', versions: ['v1', 'v1beta1'] },
    ]);
    expect(registry.storageType('widgets.example.com')?.version).toBe(
      'v1beta1',
    );
  });
});

it('sorts versions by the priority of Kubernetes', () => {
  const ordered = [
    'v10',
    'v2',
    'v1',
    'v11beta2',
    'v10beta3',
    'v3beta1',
    'v12alpha1',
    'foo1',
    'foo10',
  ];
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
});
