import { manifestChanges, type Manifest } from './manifestChanges';

const aDeployment = (image: string, value = 'one'): Manifest => ({
  object: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'greeter', namespace: 'cell' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'main',
              image,
              env: [
                { name: 'TOKEN', value },
                {
                  name: 'KEY',
                  valueFrom: { secretKeyRef: { name: 's', key: 'k' } },
                },
              ],
            },
          ],
        },
      },
    },
  },
});

const aConfigMap = (data: Record<string, string>): Manifest => ({
  object: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'greeter-files' },
    data,
  },
});

describe('manifestChanges', () => {
  it('has the objects that change first', () => {
    const changes = manifestChanges(
      [aConfigMap({}), aDeployment('app:1')],
      [aConfigMap({}), aDeployment('app:2')],
    );
    expect(changes.map(({ kind, change }) => [kind, change])).toEqual([
      ['Deployment', 'changed'],
      ['ConfigMap', 'same'],
    ]);
    expect(changes[0].before).toContain('image: app:1');
    expect(changes[0].after).toContain('image: app:2');
  });

  it('has what is added and what is removed', () => {
    expect(manifestChanges([], [aConfigMap({})])).toMatchObject([
      { kind: 'ConfigMap', name: 'greeter-files', change: 'added' },
    ]);
    expect(manifestChanges([aConfigMap({})], [])).toMatchObject([
      { change: 'removed', after: undefined },
    ]);
  });

  it('hides the values of a Workload and of a ConfigurationGroup', () => {
    const workload = (value: string) => ({
      object: {
        kind: 'Workload',
        spec: {
          containers: {
            main: {
              env: [{ key: 'TOKEN', value }],
              files: [{ mountPath: '/token', value }],
            },
          },
        },
      },
    });
    const group = (value: string) => ({
      object: {
        kind: 'ConfigurationGroup',
        spec: {
          configurations: [
            { key: 'url', values: [{ environment: 'staging', value }] },
          ],
        },
      },
    });
    const changes = manifestChanges(
      [workload('old secret'), group('old secret')],
      [workload('new secret'), group('new secret')],
    );
    expect(changes.map(({ change }) => change)).toEqual(['changed', 'changed']);
    expect(JSON.stringify(changes)).not.toContain('secret');
  });

  it('hides values, and shows that they differ', () => {
    const [deployment, config] = manifestChanges(
      [aDeployment('app:1', 'old secret'), aConfigMap({ file: 'old text' })],
      [aDeployment('app:1', 'new secret'), aConfigMap({ file: 'new text' })],
    ).sort((a, b) => b.kind.localeCompare(a.kind, 'en'));
    expect(deployment.change).toBe('changed');
    expect(config.change).toBe('changed');
    const text = JSON.stringify([deployment, config]);
    expect(text).not.toMatch(/(old|new) (secret|text)/);
    expect(deployment.after).toContain('secretKeyRef');
  });

  it('does not depend on the order of fields', () => {
    const { object } = aDeployment('app:1');
    const reordered = Object.fromEntries(Object.entries(object).reverse());
    expect(
      manifestChanges([{ object }], [{ object: reordered }]),
    ).toMatchObject([{ change: 'same' }]);
  });
});
