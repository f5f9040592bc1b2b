import { KubeObject } from '../../api/types';
import { toStored, validationMessage } from './__testUtils__/validation';
import { service } from './service';

function web(spec: object = {}, name = 'web'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

describe('a Service', () => {
  it('gets an address and the defaults of Kubernetes', () => {
    const { spec, status } = toStored(service, web());
    expect(spec).toEqual({
      type: 'ClusterIP',
      selector: { app: 'web' },
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      clusterIP: expect.stringMatching(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/),
      clusterIPs: [expect.any(String)],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
    });
    expect(status).toEqual({ loadBalancer: {} });
  });

  it('keeps its address when an update omits it', () => {
    expect(toStored(service, web())).toEqual(toStored(service, web()));
    expect(
      validationMessage(service, web({ ports: [{ port: 81 }] }), web()),
    ).toBe('');
  });

  it('has no address if it is headless or an ExternalName', () => {
    const headless = toStored(service, web({ clusterIP: 'None' }));
    expect(headless).toHaveProperty('spec.clusterIPs', ['None']);
    const alias = toStored(
      service,
      web({ type: 'ExternalName', externalName: 'a.b', ports: [] }),
    );
    expect(alias).not.toHaveProperty('spec.clusterIP');
  });

  it('gets node ports if its type has them', () => {
    expect(toStored(service, web({ type: 'NodePort' }))).toHaveProperty(
      'spec.ports.0.nodePort',
      expect.any(Number),
    );
  });

  it.each([
    ['no ports', web({ ports: [] }), 'spec.ports: Required value'],
    [
      'several ports without names',
      web({ ports: [{ port: 80 }, { port: 81 }] }),
      '[spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
    ],
    [
      'a name of a port twice',
      web({
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'a' },
        ],
      }),
      'spec.ports[1].name: Duplicate value: "a"',
    ],
    [
      'a port twice',
      web({
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b' },
        ],
      }),
      'spec.ports[1]: Duplicate value: {"protocol":"TCP","port":80}',
    ],
    [
      'a port out of range',
      web({ ports: [{ port: 0 }] }),
      '[spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]',
    ],
    [
      'an unknown type',
      web({ type: 'Foo' }),
      'spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      'dots in its name',
      web({}, 'a.b'),
      'metadata.name: Invalid value: "a.b": must not contain dots',
    ],
  ])('is rejected with %s', (_, object, message) => {
    const sorted = (text: string) =>
      text.replace(/[[\]]/g, '').split(', ').sort();
    expect(sorted(validationMessage(service, object))).toEqual(sorted(message));
  });
});
