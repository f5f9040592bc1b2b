import {
  connected,
  dataPlane,
  envOf,
  managedResource,
} from '../../../test/__testUtils__/rendering/connection-case';
import { objectsOf } from '../../../test/__testUtils__/rendering/service-case';

const outside = (host: string, port: number, protocol?: string) => ({
  type: 'external',
  external: { host, port, protocol },
});

const nodes = { nodeSelector: { 'example.com/egress': 'true' } };
const plane = (egress: object) => dataPlane({}, { egress });

describe('row 37: what leaves the cluster through nodes that Cilium names', () => {
  const byCilium = plane({
    provider: 'cilium-egress',
    ...nodes,
    egressIP: '192.0.2.1',
  });
  const policyOf = (result: ReturnType<typeof connected>) =>
    objectsOf(result, 'CiliumEgressGatewayPolicy');

  it('is that of the pods of the component to the ranges of its connections', () => {
    const result = connected(outside('10.1.0.0/16', 5432), {
      dataPlane: byCilium,
    });
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

  it('is all of it, where a host is known by name', () => {
    const [policy] = policyOf(
      connected(outside('api.pay.test', 443), { dataPlane: byCilium }),
    );
    expect(policy.spec.destinationCIDRs).toEqual(['0.0.0.0/0']);
  });

  it('includes what managed resources are sent', () => {
    const [policy] = policyOf(
      connected(
        { type: 'managed', managed: { resource: 'orders' } },
        {
          dataPlane: byCilium,
          findManagedResource: () => managedResource({ host: '10.2.0.9' }),
        },
      ),
    );
    expect(policy.spec.destinationCIDRs).toEqual(['10.2.0.9/32']);
  });

  it('is none where nothing leaves', () => {
    const result = connected(
      { type: 'api', params: { componentName: 'backend', endpoint: 'api' } },
      { dataPlane: byCilium },
    );
    expect(policyOf(result)).toEqual([]);
  });
});

describe('row 37: what leaves the cluster through a gateway of Envoy', () => {
  const byEnvoy = plane({ provider: 'envoy', host: 'egress.gateways.test' });

  it('is called by a Service of its own, and leaves over TLS', () => {
    const result = connected(
      { ...outside('api.pay.test', 443, 'https'), policy: { timeout: '2s' } },
      { dataPlane: byEnvoy },
    );
    expect(result.problems).toEqual([]);
    const [route] = objectsOf(result, 'HTTPRoute');
    const { name, namespace } = route.metadata;
    const host = `${name}.${namespace}.svc.cluster.local`;
    expect(envOf(result)).toEqual([{ name: 'STORE', value: `http://${host}` }]);
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
    outside('10.1.2.3', 5432),
    outside('*.pay.test', 443, 'https'),
    outside('time.test', 123, 'udp'),
  ])('leaves directly where it is no HTTP to one host: %j', external => {
    const result = connected(external, { dataPlane: byEnvoy });
    expect(objectsOf(result, 'Backend')).toEqual([]);
    expect(envOf(result)).toHaveLength(1);
    expect(result.problems).toMatchObject([
      {
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.external.host',
        message: expect.stringContaining('leaves the cluster directly'),
      },
    ]);
  });
});

describe('row 37: an egress that is not described', () => {
  it.each([
    ['cilium-egress', 'spec.gateway.egress.nodeSelector of the DataPlane'],
    ['envoy', 'spec.gateway.egress.host of the DataPlane'],
  ])('(%s) makes no connection, and names the field', (provider, field) => {
    const result = connected(outside('api.pay.test', 443, 'https'), {
      dataPlane: plane({ provider }),
    });
    expect(envOf(result)).toBeUndefined();
    expect(result.problems).toMatchObject([
      {
        severity: 'Error',
        reason: 'InvalidConfiguration',
        message: expect.stringContaining(field),
      },
    ]);
  });

  it.each(['cilium-egress', 'envoy'])(
    '(%s) matters to nothing that stays in the cluster',
    provider => {
      const inside = outside('orders.databases.svc', 80, 'http');
      expect(
        connected(inside, { dataPlane: plane({ provider, ...nodes }) }),
      ).toEqual(connected(inside));
    },
  );

  it('changes nothing', () => {
    const external = outside('api.pay.test', 443, 'https');
    expect(
      connected(external, { dataPlane: plane({ provider: 'none' }) }),
    ).toEqual(connected(external));
  });
});
