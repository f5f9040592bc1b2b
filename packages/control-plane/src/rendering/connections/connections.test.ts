import { jsonAt } from '../../json';
import { findPeerAmong } from '../peer';
import { hostsOf } from '../hosts';
import {
  objectsOf,
  renderCase,
  restApi,
  serviceBinding,
} from '../__testUtils__/service-case';

const hosts = hostsOf('development');

function peer(project: string, apis?: object) {
  return serviceBinding({
    apis,
    binding: {
      owner: { projectName: project, componentName: 'backend' },
    },
  });
}

function connecting(params: object, value = '{{ .uri }}', type = 'api') {
  return {
    connections: {
      store: { type, params, inject: { env: [{ name: 'STORE', value }] } },
    },
  };
}

const toBackend = { componentName: 'backend', endpoint: 'api' };

function envOf(result: ReturnType<typeof renderCase>): unknown {
  const [deployment] = objectsOf(result, 'Deployment');
  const containers = jsonAt(
    deployment,
    'spec',
    'template',
    'spec',
    'containers',
  );
  return Array.isArray(containers) ? containers[0].env : undefined;
}

describe('a connection', () => {
  it('inside a project goes to the Service by its short name', () => {
    const result = renderCase({
      workload: connecting(toBackend),
      findPeer: findPeerAmong([peer('shop')], hosts),
    });
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        value: expect.stringMatching(/^http:\/\/greeter-[0-9a-f]{8}:8080$/),
      },
    ]);
  });

  it('to another project goes through the gateway of the organization', () => {
    const result = renderCase({
      workload: connecting({ ...toBackend, projectName: 'stock' }),
      findPeer: findPeerAmong(
        [peer('stock', { api: restApi({ exposeLevels: ['Organization'] }) })],
        hosts,
      ),
    });
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        value: 'https://development.choreoapis.internal:8443/stock/backend/v1',
      },
    ]);
  });

  it('to another project that is not offered there goes by the full name of the Service', () => {
    const result = renderCase({
      workload: connecting(
        { ...toBackend, projectName: 'stock' },
        '{{ .host }}',
      ),
      findPeer: findPeerAmong([peer('stock')], hosts),
    });
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        value: expect.stringMatching(
          /^greeter-[0-9a-f]{8}\.dp-acme-stock-development-[0-9a-f]{8}\.svc\.cluster\.local$/,
        ),
      },
    ]);
  });

  it.each([
    [
      'a component that is not deployed',
      toBackend,
      [],
      /^greeter connects to backend \(endpoint api\), which does not run in development\. Deploy or promote backend there/,
    ],
    [
      'an endpoint that is not there',
      { ...toBackend, endpoint: 'grpc' },
      [peer('shop')],
      /connects to backend \(endpoint grpc\), which has no such endpoint in development; it has: api/,
    ],
    ['no component', {}, [], /names no component/],
  ])('to %s is pending and says so', (_, params, peers, message) => {
    const { problems } = renderCase({
      workload: connecting(params),
      findPeer: findPeerAmong(peers, hosts),
    });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'ConnectionsPending',
        message: expect.stringMatching(message),
      }),
    ]);
  });

  it.each([
    [
      { host: 'api.pay.test', port: 443, protocol: 'https' },
      'https://api.pay.test',
    ],
    [{ host: '10.1.2.3', port: 5432 }, '10.1.2.3:5432'],
    [{ host: 'time.test', port: 123, protocol: 'UDP' }, 'time.test:123'],
  ])('to a host outside says where that is: %j', (external, uri) => {
    const result = renderCase({
      workload: {
        connections: {
          store: {
            type: 'external',
            external,
            inject: { env: [{ name: 'STORE', value: '{{ .uri }}' }] },
          },
        },
      },
    });
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([{ name: 'STORE', value: uri }]);
  });

  it('of two components to each other needs neither to be first', () => {
    const findPeer = findPeerAmong([peer('shop')], hosts);
    const mutual = renderCase({ workload: connecting(toBackend), findPeer });
    expect(mutual.problems).toEqual([]);
    expect(mutual.endpoints).toHaveLength(1);
  });

  it('injects a text that is no template as it stands, and warns', () => {
    const result = renderCase({
      workload: connecting(toBackend, '{{ .host'),
      findPeer: findPeerAmong([peer('shop')], hosts),
    });
    expect(envOf(result)).toEqual([{ name: 'STORE', value: '{{ .host' }]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
      }),
    ]);
  });
});
