import type { Manifest } from '../../core/manifest';
import { describeAdmissionWithGateways } from '../../test/__testUtils__/describe-admission';
import {
  backendConnection,
  dataPlane,
  managedResource,
  renderConnectionCase,
} from '../../test/__testUtils__/rendering/connection-case';
import {
  consumer,
  routesFor,
} from '../../test/__testUtils__/rendering/consumer-case';

jest.setTimeout(60_000);

const policy = {
  timeout: '1m1.5s',
  retries: { attempts: 2, backoff: '50ms' },
  circuitBreaker: {
    enabled: true,
    maxConnections: 1,
    maxPendingRequests: 2,
    maxParallelRequests: 3,
    maxParallelRetries: 4,
  },
};

const external = (host: string, port: number, protocol?: string) => ({
  type: 'external',
  external: { host, port, protocol },
  policy,
});

const egress = (given: object) => ({
  dataPlane: dataPlane({}, { egress: given }),
});

const secrets = managedResource({
  secrets: {
    user: { secretRef: { name: 'orders', key: 'user' } },
    password: { vaultKey: 'secret/orders' },
  },
});

function manifests(): Manifest[] {
  const byNodes = {
    provider: 'cilium-egress',
    nodeSelector: { 'example.com/egress': 'true' },
    interface: 'eth1',
  };
  const byGateway = { provider: 'envoy', host: 'egress.test', port: 8080 };
  return [
    renderConnectionCase(backendConnection(undefined, { policy }), {
      dataPlane: dataPlane({ networkPolicy: 'cilium' }),
    }),
    renderConnectionCase(external('api.pay.test', 443), egress(byNodes)),
    renderConnectionCase(external('10.1.0.0/16', 5432), egress(byNodes)),
    renderConnectionCase(
      external('api.pay.test', 80, 'http'),
      egress(byGateway),
    ),
    renderConnectionCase(external('192.0.2.7', 80, 'ws'), egress(byGateway)),
    renderConnectionCase(
      external('api.pay.test', 443, 'https'),
      egress(byGateway),
    ),
    renderConnectionCase(
      { type: 'managed', managed: { resource: 'orders' } },
      {
        value: '{{ .user }}:{{ .password }}@{{ .host }}',
        findManagedResource: () => secrets,
        configuration: {
          findGroup: () => undefined,
          secretStore: {
            provider: 'external-secrets',
            storeRef: { name: 'main', kind: 'ClusterSecretStore' },
          },
        },
      },
    ),
    routesFor(consumer('greeter', { policy })),
  ].flatMap(({ resources }) => resources.map(({ object }) => object));
}

describeAdmissionWithGateways('what is rendered of connections', ask => {
  it('is accepted by the API server with strict validation', async () => {
    expect(await ask(manifests())).toEqual({
      rejected: [],
      kinds: [
        'Backend',
        'BackendTLSPolicy',
        'BackendTrafficPolicy',
        'CiliumEgressGatewayPolicy',
        'CiliumEnvoyConfig',
        'Deployment',
        'ExternalSecret',
        'HTTPRoute',
        'SecurityPolicy',
        'Service',
      ],
    });
  });
});
