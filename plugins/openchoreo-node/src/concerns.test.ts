import {
  componentKind,
  environmentKind,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { concerns } from './concerns';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };

const changed = (
  kind: KindDefinition,
  namespace: string,
  name: string,
  spec: object = {},
) => ({
  type: 'updated' as const,
  kind,
  object: {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: { namespace, name },
    spec,
  },
});

const owned = (componentName: string) => ({
  owner: { projectName: 'shop', componentName },
});

describe('concerns', () => {
  it('is about a component and what it owns', () => {
    expect(concerns(changed(componentKind, 'acme', 'greeter'), ref)).toBe(true);
    expect(
      concerns(changed(workloadKind, 'acme', 'any', owned('greeter')), ref),
    ).toBe(true);
  });

  it('is not about the components beside it', () => {
    expect(concerns(changed(componentKind, 'acme', 'other'), ref)).toBe(false);
    expect(
      concerns(changed(workloadKind, 'acme', 'any', owned('other')), ref),
    ).toBe(false);
  });

  it('is about what a component has lost to another', () => {
    const { object: old } = changed(
      workloadKind,
      'acme',
      'w',
      owned('greeter'),
    );
    const change = changed(workloadKind, 'acme', 'w', owned('other'));
    expect(concerns({ ...change, old }, ref)).toBe(true);
  });

  it('is about what its organization has, and what all share', () => {
    const isIt = (namespace: string) =>
      concerns(changed(environmentKind, namespace, 'staging'), ref);
    expect(['acme', 'default', 'globex'].map(isIt)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
