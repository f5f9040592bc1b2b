import { environmentKind, workloadKind } from '@promenade/openchoreo-model';
import type { ResourceChange, ResourceKind } from '../cache/ResourceReader';
import { componentKind } from '../class-binding/kinds';
import { affectsComponent, platformChange } from './PlatformChange';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };

const changed = (
  kind: ResourceKind,
  namespace: string,
  name: string,
  spec: object,
): ResourceChange => ({
  type: 'updated',
  kind,
  object: {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: { namespace, name },
    spec,
  },
});

const component = (name: string, projectName = 'shop') =>
  changed(componentKind, 'acme', name, { owner: { projectName } });

const workload = (componentName: string) =>
  changed(workloadKind, 'acme', 'w', {
    owner: { projectName: 'shop', componentName },
  });

const affects = (change: ResourceChange) =>
  affectsComponent(platformChange(change), ref);

describe('affectsComponent', () => {
  it('is true for the component and the resources that it owns', () => {
    expect(affects(component('greeter'))).toBe(true);
    expect(affects(workload('greeter'))).toBe(true);
  });

  it('is false for other components and their resources', () => {
    expect(affects(component('other'))).toBe(false);
    expect(affects(workload('other'))).toBe(false);
  });

  it('is true for what belonged to the component before', () => {
    const { object: oldWorkload } = workload('greeter');
    expect(affects({ ...workload('other'), old: oldWorkload })).toBe(true);
    const { object: oldComponent } = component('greeter');
    expect(
      affects({ ...component('greeter', 'bank'), old: oldComponent }),
    ).toBe(true);
  });

  it('is true for resources of the organization and for shared ones', () => {
    const namespaces = ['acme', 'default', 'globex'];
    expect(
      namespaces.map(namespace =>
        affects(changed(environmentKind, namespace, 'staging', {})),
      ),
    ).toEqual([true, true, false]);
  });
});
