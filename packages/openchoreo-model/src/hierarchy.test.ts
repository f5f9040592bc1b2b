import { parentLabels, parentsOf, textAt } from './hierarchy';
import { componentKind } from './kinds/component';
import { endpointKind } from './kinds/endpoint';
import { releaseKind } from './kinds/release';
import { labels } from './names/labels';

describe('parentLabels', () => {
  it('names the parents that are given', () => {
    expect(
      parentLabels('acme', { project: 'shop', environment: 'development' }),
    ).toEqual({
      [labels.organization]: 'acme',
      [labels.project]: 'shop',
      [labels.environment]: 'development',
    });
  });

  it('converts a name that is no label value', () => {
    const component = 'c'.repeat(64);
    expect(parentLabels('acme', { component })[labels.component]).toMatch(
      /^c{54}-[0-9a-f]{8}$/,
    );
  });
});

describe('parentsOf', () => {
  it('reads the owner fields of the kind', () => {
    expect(
      parentsOf(releaseKind, {
        apiVersion: releaseKind.apiVersion,
        kind: 'Release',
        metadata: { name: 'greeter', namespace: 'acme' },
        spec: {
          owner: { projectName: 'shop', componentName: 'greeter' },
          environmentName: 'staging',
        },
      }),
    ).toEqual({
      organization: 'acme',
      project: 'shop',
      component: 'greeter',
      environment: 'staging',
    });
  });

  it('reads labels if the kind has no owner fields', () => {
    expect(
      parentsOf(endpointKind, {
        apiVersion: endpointKind.apiVersion,
        kind: 'Endpoint',
        metadata: {
          name: 'api',
          namespace: 'acme',
          labels: {
            [labels.project]: 'shop',
            [labels.component]: 'greeter',
            [labels.environment]: 'development',
          },
        },
      }),
    ).toMatchObject({
      project: 'shop',
      component: 'greeter',
      environment: 'development',
    });
  });

  it('omits parents that the object does not have, also without a spec', () => {
    expect(
      parentsOf(componentKind, {
        apiVersion: componentKind.apiVersion,
        kind: 'Component',
        metadata: { name: 'greeter', namespace: 'acme' },
      }),
    ).toEqual({ organization: 'acme' });
  });
});

describe('textAt', () => {
  it('does not read inherited members', () => {
    expect(textAt({ spec: {} }, 'spec.constructor.name')).toBeUndefined();
  });
});
