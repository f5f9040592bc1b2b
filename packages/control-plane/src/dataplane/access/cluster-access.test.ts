import { dataPlaneSchema, type DataPlane } from '@promenade/openchoreo-model';
import {
  clusterAccess,
  isLocalCluster,
  credentialSecretKey,
} from './cluster-access';

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

describe('cluster access', () => {
  it('uses the local cluster when a data plane names no cluster or no address', () => {
    expect(isLocalCluster(dataPlane())).toBe(true);
    expect(
      isLocalCluster(
        dataPlane({ name: 'x', credentials: { apiServerURL: '' } }),
      ),
    ).toBe(true);
  });

  it('uses inline certificates', () => {
    const plane = dataPlane({
      name: 'x',
      credentials: {
        apiServerURL: 'https://x.test',
        caCert: 'Y2E=',
        clientCert: 'Y2VydA==',
        clientKey: 'a2V5',
      },
    });
    expect(isLocalCluster(plane)).toBe(false);
    expect(credentialSecretKey(plane)).toBeUndefined();
    expect(clusterAccess(plane)).toEqual({
      server: 'https://x.test',
      caData: 'Y2E=',
      certData: 'Y2VydA==',
      keyData: 'a2V5',
    });
  });

  it('prefers the keys of a Secret', () => {
    const plane = dataPlane({
      name: 'x',
      credentials: {
        apiServerURL: 'https://x.test',
        caCert: 'b2xk',
        secretRef: { name: 'west', keys: { token: 'bearer' } },
      },
    });
    expect(credentialSecretKey(plane)).toEqual({
      namespace: 'acme',
      name: 'west',
    });
    expect(
      clusterAccess(plane, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'west', namespace: 'acme' },
        data: { 'ca.crt': 'bmV3', bearer: 'c2VjcmV0Cg==' },
      }),
    ).toEqual({ server: 'https://x.test', caData: 'bmV3', token: 'secret' });
  });
});
