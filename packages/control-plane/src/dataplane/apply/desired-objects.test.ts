import { releaseKind } from '@promenade/openchoreo-model';
import { desiredObjects } from './desired-objects';

const release = (...objects: object[]) =>
  releaseKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'Release',
    metadata: { name: 'hand-made', namespace: 'acme', uid: 'u-1' },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environmentName: 'development',
      resources: objects.map((object, index) => ({ id: `r${index}`, object })),
    },
  });

describe('desiredObjects', () => {
  it('takes what a manifest leaves empty for what it leaves out', () => {
    const { desired, unusable } = desiredObjects(
      release({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'wide', namespace: null, labels: null },
      }),
    );
    expect(unusable).toEqual([]);
    expect(desired).toMatchObject([
      {
        id: 'r0',
        key: { apiVersion: 'v1', kind: 'Namespace', name: 'wide' },
        object: {
          metadata: { labels: { 'openchoreo.dev/release-resource-id': 'r0' } },
        },
      },
    ]);
    expect(JSON.stringify(desired)).not.toContain('null');
  });

  it('names on one line what is missing of what is no object', () => {
    const { unusable } = desiredObjects(
      release({ apiVersion: 'v1', metadata: { name: 'kindless' } }),
    );
    expect(unusable).toEqual([
      {
        id: 'r0',
        message:
          'resource "r0" is no Kubernetes object: kind: Invalid input: expected string, received undefined',
      },
    ]);
  });
});
