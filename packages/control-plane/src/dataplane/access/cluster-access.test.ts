import { dataPlaneSchema, type DataPlane } from '@promenade/openchoreo-model';
import { clusterAccessOf, isOwnCluster, secretKeyOf } from './cluster-access';

function dataPlane(kubernetesCluster?: object): DataPlane {
  return dataPlaneSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'DataPlane',
    metadata: { name: 'west', namespace: 'acme' },
    spec: {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
      kubernetesCluster,
    },
  });
}

describe('the cluster of a data plane', () => {
  it('is our own when it names none, or no address', () => {
    expect(isOwnCluster(dataPlane())).toBe(true);
    expect(
      isOwnCluster(dataPlane({ name: 'x', credentials: { apiServerURL: '' } })),
    ).toBe(true);
  });

  it('is reached with the certificate that the object holds', () => {
    const plane = dataPlane({
      name: 'x',
      credentials: {
        apiServerURL: 'https://x.test',
        caCert: 'Y2E=',
        clientCert: 'Y2VydA==',
        clientKey: 'a2V5',
      },
    });
    expect(isOwnCluster(plane)).toBe(false);
    expect(secretKeyOf(plane)).toBeUndefined();
    expect(clusterAccessOf(plane)).toEqual({
      server: 'https://x.test',
      caData: 'Y2E=',
      certData: 'Y2VydA==',
      keyData: 'a2V5',
    });
  });

  it('is reached with what a Secret holds, which is preferred', () => {
    const plane = dataPlane({
      name: 'x',
      credentials: {
        apiServerURL: 'https://x.test',
        caCert: 'b2xk',
        secretRef: { name: 'west', keys: { token: 'bearer' } },
      },
    });
    expect(secretKeyOf(plane)).toEqual({ namespace: 'acme', name: 'west' });
    expect(
      clusterAccessOf(plane, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'west', namespace: 'acme' },
        data: { 'ca.crt': 'bmV3', bearer: 'c2VjcmV0Cg==' },
      }),
    ).toEqual({ server: 'https://x.test', caData: 'bmV3', token: 'secret' });
  });
});
