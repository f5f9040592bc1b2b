import {
  backendBinding,
  backendConnection,
  dataPlane,
  findPeerIn,
  mainContainerEnv,
  renderConnectionCase,
} from '../../../test/__testUtils__/rendering/connection-case';
import {
  consumer,
  exposedBackend,
  routesFor,
} from '../../../test/__testUtils__/rendering/consumer-case';
import { objectsOf } from '../../../test/__testUtils__/rendering/service-case';

const policy = {
  timeout: '1.5s',
  retries: { attempts: 3, backoff: '100ms' },
  circuitBreaker: { enabled: true, maxConnections: 7, maxPendingRequests: 2 },
};

const cilium = dataPlane({ networkPolicy: 'cilium' });

describe('row 38: the policy of a connection inside a project', () => {
  const result = renderConnectionCase(
    backendConnection(undefined, { policy }),
    {
      dataPlane: cilium,
    },
  );

  it('is applied by Cilium at a Service of the connection', () => {
    expect(result.problems).toEqual([]);
    const [config] = objectsOf(result, 'CiliumEnvoyConfig');
    const { name, namespace } = config.metadata;
    const [, service] = objectsOf(result, 'Service');
    expect(service).toMatchObject({
      metadata: { name, namespace },
      spec: {
        selector: { 'component-name': 'backend' },
        ports: [{ port: 8080, targetPort: 8080 }],
      },
    });
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', value: `http://${name}:8080` },
    ]);
    expect(config.spec).toMatchObject({
      services: [{ name, namespace, listener: name }],
      resources: [
        { name },
        {
          virtual_hosts: [
            {
              routes: [
                {
                  route: {
                    cluster: `${namespace}/${name}`,
                    timeout: '1.5s',
                    retry_policy: {
                      num_retries: 3,
                      retry_back_off: { base_interval: '0.1s' },
                    },
                  },
                },
              ],
            },
          ],
        },
        {
          name: `${namespace}/${name}`,
          type: 'EDS',
          circuit_breakers: {
            thresholds: [{ max_connections: 7, max_pending_requests: 2 }],
          },
        },
      ],
    });
  });

  it('disables the timeout where it sets none', () => {
    const [config] = objectsOf(
      renderConnectionCase(
        backendConnection(undefined, { policy: { retries: { attempts: 1 } } }),
        {
          dataPlane: cilium,
        },
      ),
      'CiliumEnvoyConfig',
    );
    expect(JSON.stringify(config.spec)).toContain('"timeout":"0s"');
  });

  it.each([
    ['without Cilium', {}, undefined, /the policy needs Cilium/],
    [
      'to an endpoint without HTTP',
      { workload: { endpoints: { api: { type: 'TCP', port: 8080 } } } },
      cilium,
      /the endpoint is of type TCP/,
    ],
  ])(
    '%s has no effect on the connection, with a warning',
    (_, given, plane, message) => {
      const find = {
        findPeer: findPeerIn(backendBinding('shop', given)),
        dataPlane: plane,
      };
      const plain = renderConnectionCase(backendConnection(), find);
      const { problems, ...others } = renderConnectionCase(
        backendConnection(undefined, { policy }),
        find,
      );
      expect(others).toEqual({
        resources: plain.resources,
        endpoints: plain.endpoints,
      });
      expect(problems).toEqual([
        expect.objectContaining({
          severity: 'Warning',
          field: 'spec.workloadSpec.connections.store.policy',
          message: expect.stringMatching(message),
        }),
      ]);
    },
  );

  it.each([
    [{ timeout: '0s' }, 'timeout'],
    [{ retries: { attempts: 1, backoff: '0ms' } }, 'retries.backoff'],
    [
      { circuitBreaker: { enabled: true, maxConnections: -1 } },
      'circuitBreaker.maxConnections',
    ],
  ])('that is invalid is an error with its field: %j', (wrong, field) => {
    const { problems } = renderConnectionCase(
      backendConnection(undefined, { policy: wrong }),
      {
        dataPlane: cilium,
      },
    );
    expect(problems).toMatchObject([
      {
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field: `spec.workloadSpec.connections.store.policy.${field}`,
      },
    ]);
  });
});

describe('row 38: the policy of a connection through the gateway of the organization', () => {
  it('is applied at a route with a host of its own', () => {
    const result = renderConnectionCase(
      backendConnection('stock', { policy }),
      {
        value: '{{ .host }}',
        findPeer: findPeerIn(exposedBackend),
      },
    );
    expect(result.problems).toEqual([]);
    const { resources } = routesFor(consumer('greeter', { policy }));
    const hosts = objectsOf({ ...result, resources }, 'HTTPRoute').map(
      ({ spec }) => String(spec.hostnames),
    );
    expect(hosts).toHaveLength(2);
    expect(new Set(hosts).size).toBe(1);
    expect(hosts[0]).toMatch(/^[a-z0-9-]+\.choreoapis\.internal$/);
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', value: hosts[0] },
    ]);
  });

  it('keeps the security policies of the target, and the lower of two limits', () => {
    const result = routesFor(consumer('greeter', { policy }));
    const routes = objectsOf(result, 'HTTPRoute').map(
      ({ metadata }) => metadata.name,
    );
    const guarded = objectsOf(result, 'SecurityPolicy').flatMap(
      ({ spec }) => spec.targetRefs,
    );
    expect(guarded).toMatchObject(routes.map(name => ({ name })));
    const [traffic, ...more] = objectsOf(result, 'BackendTrafficPolicy');
    expect(more).toEqual([]);
    expect(traffic.spec).toMatchObject({
      targetRefs: routes.map(name => ({ name })),
      rateLimit: expect.anything(),
      timeout: { http: { requestTimeout: '1s500ms' } },
      retry: {
        numRetries: 3,
        perRetry: { backOff: { baseInterval: '100ms' } },
      },
      circuitBreaker: { maxConnections: 3, maxPendingRequests: 2 },
    });
  });

  it('is independent for two consumers', () => {
    const result = routesFor(
      consumer('greeter', { policy }),
      consumer('reader', { policy: { timeout: '9s' } }),
    );
    const traffic = objectsOf(result, 'BackendTrafficPolicy');
    expect(traffic.map(({ spec }) => spec.timeout)).toEqual([
      { http: { requestTimeout: '1s500ms' } },
      { http: { requestTimeout: '9s' } },
    ]);
    const hostnames = objectsOf(result, 'HTTPRoute').map(({ spec }) =>
      String(spec.hostnames),
    );
    expect(new Set(hostnames).size).toBe(2);
    const names = result.resources.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    ['has no policy', {}],
    [
      'points at another endpoint',
      {
        policy,
        params: {
          projectName: 'stock',
          componentName: 'backend',
          endpoint: 'grpc',
        },
      },
    ],
  ])('needs no route where a connection %s', (_, more) => {
    expect(routesFor(consumer('greeter', more)).resources).toEqual([]);
  });
});

describe('the durations of a policy', () => {
  const policyField = 'spec.workloadSpec.connections.store.policy';
  const withTimeout = (timeout: string) =>
    renderConnectionCase(
      {
        type: 'external',
        external: { host: 'api.pay.test', port: 443, protocol: 'https' },
        policy: { timeout },
      },
      {
        dataPlane: dataPlane(
          {},
          { egress: { provider: 'envoy', host: 'gateway.test' } },
        ),
      },
    );
  const timeoutOf = (result: ReturnType<typeof withTimeout>) =>
    objectsOf(result, 'BackendTrafficPolicy').map(({ spec }) => spec.timeout);

  it.each([
    ['0.4ms', '1ms'],
    ['1.5ms', '2ms'],
  ])('are rounded to milliseconds, with a warning: %s', (timeout, rounded) => {
    const result = withTimeout(timeout);
    expect(timeoutOf(result)).toEqual([{ http: { requestTimeout: rounded } }]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: `${policyField}.timeout`,
        message: `"${timeout}" is rounded to ${rounded}, because proxies count milliseconds; write it like 500ms, 5s or 1m30s`,
      }),
    ]);
  });

  it.each(['1ms', '1.5s', '99999h'])('are kept: %s', timeout => {
    expect(withTimeout(timeout).problems).toEqual([]);
  });

  it.each(['0s', '100000h'])('cannot be %s', timeout => {
    const result = withTimeout(timeout);
    expect(objectsOf(result, 'BackendTrafficPolicy')).toEqual([]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: `${policyField}.timeout`,
      }),
    ]);
  });
});
