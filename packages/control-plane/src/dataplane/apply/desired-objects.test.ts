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
  it('treats a null field of a manifest as absent', () => {
    const { desired, invalid } = desiredObjects(
      release({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'wide', namespace: null, labels: null },
      }),
    );
    expect(invalid).toEqual([]);
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

  it('reports the missing fields of a resource that is not an object', () => {
    const { invalid } = desiredObjects(
      release({ apiVersion: 'v1', metadata: { name: 'kindless' } }),
    );
    expect(invalid).toEqual([
      {
        id: 'r0',
        message:
          'resource "r0" is not a Kubernetes object: kind: Invalid input: expected string, received undefined',
      },
    ]);
  });
});
