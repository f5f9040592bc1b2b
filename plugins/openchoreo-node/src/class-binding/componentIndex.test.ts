import { defaultTrack, serviceBindingKind } from '@promenade/openchoreo-model';
import { indexValuesOf } from '../cache/indexes';

const componentOf = (deploymentTrack?: string) =>
  indexValuesOf(serviceBindingKind, {
    metadata: { name: 'greeter-development', namespace: 'acme' },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environment: 'development',
      deploymentTrack,
    },
  } as { metadata: { name: string; namespace: string } }).component;

describe('the index by component', () => {
  it('has the bindings of the default track, whether they name it or not', () => {
    expect(componentOf()).toBe('acme/shop/greeter');
    expect(componentOf(defaultTrack)).toBe('acme/shop/greeter');
  });

  it('has no binding of another track', () => {
    expect(componentOf('v2')).toBeUndefined();
  });
});
