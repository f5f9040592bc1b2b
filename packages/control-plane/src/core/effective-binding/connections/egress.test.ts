import {
  dataPlane,
  mainContainerEnv,
  managedResource,
  renderConnectionCase,
} from '../../../test/__testUtils__/rendering/connection-case';
import { objectsOf } from '../../../test/__testUtils__/rendering/service-case';

const externalConnection = (host: string, port: number, protocol?: string) => ({
  type: 'external',
  external: { host, port, protocol },
});

const nodes = { nodeSelector: { 'example.com/egress': 'true' } };
const dataPlaneWithEgress = (egress: object) => dataPlane({}, { egress });

describe('row 37: egress through nodes with Cilium', () => {
  const byCilium = dataPlaneWithEgress({
    provider: 'cilium-egress',
    ...nodes,
    egressIP: '192.0.2.1',
  });
  const policyOf = (result: ReturnType<typeof renderConnectionCase>) =>
    objectsOf(result, 'CiliumEgressGatewayPolicy');

  it('selects the pods of the component and the ranges of its connections', () => {
    const result = renderConnectionCase(
      externalConnection('10.1.0.0/16', 5432),
      {
        dataPlane: byCilium,
        value: '{{ .port }}',
      },
    );
    expect(result.problems).toEqual([]);
    const [policy] = policyOf(result);
    expect(policy.metadata).not.toHaveProperty('namespace');
    expect(policy.spec).toEqual({
      selectors: [
        {
          podSelector: {
            matchLabels: expect.objectContaining({
              'component-name': 'greeter',
              'io.kubernetes.pod.namespace': expect.stringMatching(
                /^dp-acme-shop-development-/,
              ),
            }),
          },
        },
      ],
      destinationCIDRs: ['10.1.0.0/16'],
      egressGateway: {
        nodeSelector: { matchLabels: nodes.nodeSelector },
        egressIP: '192.0.2.1',
      },
    });
  });

  it('includes all addresses where a host is a name', () => {
    const [policy] = policyOf(
      renderConnectionCase(externalConnection('api.pay.test', 443), {
        dataPlane: byCilium,
      }),
    );
    expect(policy.spec.destinationCIDRs).toEqual(['0.0.0.0/0']);
  });

  it('includes managed resources', () => {
    const [policy] = policyOf(
      renderConnectionCase(
        { type: 'managed', managed: { resource: 'orders' } },
        {
          dataPlane: byCilium,
          findManagedResource: () => managedResource({ host: '10.2.0.9' }),
        },
      ),
    );
    expect(policy.spec.destinationCIDRs).toEqual(['10.2.0.9/32']);
  });

  it('does not exist where no traffic leaves', () => {
    const result = renderConnectionCase(
      { type: 'api', params: { componentName: 'backend', endpoint: 'api' } },
      { dataPlane: byCilium },
    );
    expect(policyOf(result)).toEqual([]);
  });
});

describe('row 37: egress through a gateway of Envoy', () => {
  const byEnvoy = dataPlaneWithEgress({
    provider: 'envoy',
    host: 'egress.gateways.test',
  });

  it('uses a Service of the connection, and TLS to the host', () => {
    const result = renderConnectionCase(
      {
        ...externalConnection('api.pay.test', 443, 'https'),
        policy: { timeout: '2s' },
      },
      { dataPlane: byEnvoy },
    );
    expect(result.problems).toEqual([]);
    const [route] = objectsOf(result, 'HTTPRoute');
    const { name, namespace } = route.metadata;
    const host = `${name}.${namespace}.svc.cluster.local`;
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', value: `http://${host}` },
    ]);
    expect(objectsOf(result, 'Service')[1]).toMatchObject({
      metadata: { name },
      spec: { type: 'ExternalName', externalName: 'egress.gateways.test' },
    });
    expect(route.spec).toMatchObject({
      parentRefs: [{ name: 'gateway-egress' }],
      hostnames: [host],
      rules: [
        {
          filters: [{ urlRewrite: { hostname: 'api.pay.test' } }],
          backendRefs: [{ kind: 'Backend', name }],
        },
      ],
    });
    expect(objectsOf(result, 'Backend')).toMatchObject([
      {
        spec: {
          endpoints: [{ fqdn: { hostname: 'api.pay.test', port: 443 } }],
        },
      },
    ]);
    expect(objectsOf(result, 'BackendTLSPolicy')).toMatchObject([
      { spec: { validation: { hostname: 'api.pay.test' } } },
    ]);
    expect(objectsOf(result, 'BackendTrafficPolicy')).toMatchObject([
      { spec: { timeout: { http: { requestTimeout: '2s' } } } },
    ]);
  });

  it.each([
    externalConnection('10.1.2.3', 5432),
    externalConnection('*.pay.test', 443, 'https'),
    externalConnection('time.test', 123, 'udp'),
  ])('leaves directly where it is not HTTP to a single host: %j', external => {
    const result = renderConnectionCase(external, {
      dataPlane: byEnvoy,
      value: '{{ .port }}',
    });
    expect(objectsOf(result, 'Backend')).toEqual([]);
    expect(mainContainerEnv(result)).toHaveLength(1);
    expect(result.problems).toMatchObject([
      {
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.external.host',
        message: expect.stringContaining('leaves the cluster directly'),
      },
    ]);
  });
});

describe('a secure connection to an address', () => {
  it.each(['192.0.2.1', '2001:db8::1'])(
    'has no certificate that the gateway could verify: %s',
    host => {
      const { problems } = renderConnectionCase(
        externalConnection(host, 443, 'https'),
        {
          dataPlane: dataPlane(
            {},
            { egress: { provider: 'envoy', host: 'gateway.test' } },
          ),
        },
      );
      expect(problems).toEqual([
        expect.objectContaining({
          severity: 'Error',
          field: 'spec.workloadSpec.connections.store.external.host',
          message: expect.stringContaining('verifies the certificate'),
        }),
      ]);
    },
  );
});

describe('the host of an egress gateway', () => {
  const external = externalConnection('api.pay.test', 443, 'https');
  const withHost = (host: string) =>
    renderConnectionCase(external, {
      dataPlane: dataPlane({}, { egress: { provider: 'envoy', host } }),
    });

  it('is normalized', () => {
    const result = withHost(' Gateway.Test. ');
    expect(result.problems).toEqual([]);
    expect(result.resources.map(({ object }) => object.spec)).toContainEqual({
      type: 'ExternalName',
      externalName: 'gateway.test',
    });
  });

  it.each(['http://gateway.test', 'gateway.test:80', '*.test', 'a b'])(
    'cannot be "%s"',
    host => {
      expect(withHost(host).problems).toEqual([
        expect.objectContaining({
          severity: 'Error',
          message: expect.stringContaining(
            `whose host "${host}" is not a host name; write spec.gateway.egress.host of the DataPlane like`,
          ),
        }),
      ]);
    },
  );
});

describe('row 37: an incomplete or unused egress configuration', () => {
  it.each([
    ['cilium-egress', 'spec.gateway.egress.nodeSelector of the DataPlane'],
    ['envoy', 'spec.gateway.egress.host of the DataPlane'],
  ])(
    '(%s) does not make the connection, and reports the field',
    (provider, field) => {
      const result = renderConnectionCase(
        externalConnection('api.pay.test', 443, 'https'),
        {
          dataPlane: dataPlaneWithEgress({ provider }),
        },
      );
      expect(mainContainerEnv(result)).toBeUndefined();
      expect(result.problems).toMatchObject([
        {
          severity: 'Error',
          reason: 'InvalidConfiguration',
          message: expect.stringContaining(field),
        },
      ]);
    },
  );

  it.each(['cilium-egress', 'envoy'])(
    '(%s) does not change connections inside the cluster',
    provider => {
      const inside = externalConnection('orders.databases.svc', 80, 'http');
      expect(
        renderConnectionCase(inside, {
          dataPlane: dataPlaneWithEgress({ provider, ...nodes }),
        }),
      ).toEqual(renderConnectionCase(inside));
    },
  );

  it('with provider none does not change connections', () => {
    const external = externalConnection('api.pay.test', 443, 'https');
    expect(
      renderConnectionCase(external, {
        dataPlane: dataPlaneWithEgress({ provider: 'none' }),
      }),
    ).toEqual(renderConnectionCase(external));
  });
});
