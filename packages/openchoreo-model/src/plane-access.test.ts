import { dataPlaneSchema, type DataPlane } from './kinds/data-plane';
import { annotations } from './names/labels';
import {
  credentialSecretKey,
  isLocalCluster,
  isSecretGranted,
  planeAccess,
} from './plane-access';

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

const aSecret = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'west', namespace: 'acme' },
  data,
});

describe('planeAccess', () => {
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
    expect(planeAccess(plane)).toEqual({
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
      planeAccess(plane, aSecret({ 'ca.crt': 'bmV3', bearer: 'c2VjcmV0Cg==' })),
    ).toEqual({ server: 'https://x.test', caData: 'bmV3', token: 'secret' });
  });

  it('rejects a Secret without a key that the data plane names', () => {
    const plane = dataPlane({
      name: 'x',
      credentials: {
        apiServerURL: 'https://x.test',
        caCert: 'b2xk',
        secretRef: { name: 'west', keys: { caCert: 'ca.pem' } },
      },
    });
    expect(() => planeAccess(plane, aSecret({ 'ca.crt': 'bmV3' }))).toThrow(
      'Secret "acme/west" has no key "ca.pem"',
    );
  });
});

describe('the credentials of what only reads', () => {
  const credentials = {
    apiServerURL: 'https://x.test',
    caCert: 'Y2E=',
    clientCert: 'YWRtaW4=',
    clientKey: 'a2V5',
    secretRef: { name: 'west' },
  };

  it('are those of readerSecretRef alone', () => {
    const plane = dataPlane({
      name: 'x',
      credentials: { ...credentials, readerSecretRef: { name: 'reader' } },
    });
    expect(credentialSecretKey(plane)).toMatchObject({ name: 'west' });
    expect(credentialSecretKey(plane, 'read')).toMatchObject({
      name: 'reader',
    });
    expect(planeAccess(plane, aSecret({ token: 'cmVhZA==' }), 'read')).toEqual({
      server: 'https://x.test',
      caData: 'Y2E=',
      token: 'read',
    });
  });

  it('are those that apply without it', () => {
    const plane = dataPlane({ name: 'x', credentials });
    expect(credentialSecretKey(plane, 'read')).toMatchObject({ name: 'west' });
    expect(
      planeAccess(plane, aSecret({ token: 'cmVhZA==' }), 'read'),
    ).toMatchObject({ certData: 'YWRtaW4=', token: 'read' });
  });
});

describe('isSecretGranted', () => {
  const plane = dataPlane({
    name: 'x',
    credentials: {
      apiServerURL: 'https://x.test',
      secretRef: { name: 'west' },
    },
  });
  const secretOf = (namespace: string, dataPlanes?: string) => ({
    ...aSecret({}),
    metadata: {
      name: 'west',
      namespace,
      ...(dataPlanes && {
        annotations: { [annotations.allowedDataPlanes]: dataPlanes },
      }),
    },
  });

  it('allows a Secret in the namespace of the data plane', () => {
    expect(isSecretGranted(plane, secretOf('acme'))).toBe(true);
  });

  it.each([
    ['acme/west', true],
    ['other/west , acme/west', true],
    ['acme/*', true],
    ['acme/east', false],
    ['*', false],
    ['', false],
  ])('allows a Secret of another namespace with %j: %s', (value, expected) => {
    expect(isSecretGranted(plane, secretOf('other', value))).toBe(expected);
  });

  it('forbids a Secret of another namespace without the annotation', () => {
    expect(isSecretGranted(plane, secretOf('other'))).toBe(false);
  });
});
