import type { Manifest } from '../../core/manifest';
import { describeAdmissionWithGateways } from '../../test/__testUtils__/describe-admission';
import {
  renderCase,
  restApi,
} from '../../test/__testUtils__/rendering/service-case';

jest.setTimeout(60_000);

const jwt = {
  jwks: 'https://idp.test/jwks',
  issuer: 'https://idp.test',
  audience: ['shop'],
};
const transformations = [
  { type: 'json', action: 'addHeader', headerName: 'X-A', headerValue: 'b' },
  { type: 'json', action: 'removeHeaders', headers: ['X-B'] },
];

/** An APIClass for each type of authentication, and one with all policies. */
const policies: { [name: string]: object } = {
  default: {},
  everything: {
    authentication: {
      type: 'jwt',
      jwt,
      oauth2: { tokenUrl: 'https://idp.test/token', scopes: ['read'] },
    },
    rateLimit: { requests: 10, window: '1m' },
    cors: {
      allowOrigins: ['https://a.test'],
      allowMethods: ['GET'],
      maxAge: 60,
    },
    security: {
      allowedIPs: ['10.0.0.0/8'],
      blockedIPs: ['10.1.0.0/16'],
      requireTLS: true,
      minTLSVersion: '1.2',
    },
    mediation: {
      requestTransformations: transformations,
      responseTransformations: transformations,
    },
    circuitBreaker: { enabled: true, maxConnections: 5 },
  },
  apikey: {
    authentication: {
      type: 'apikey',
      apikey: { header: 'X-Key', queryParam: 'key', secretRef: 'callers' },
    },
  },
  basic: { authentication: { type: 'basic', basic: { secretRef: 'users' } } },
  blocked: { security: { blockedIPs: ['192.0.2.0/24', '2001:db8::/32'] } },
  broken: { authentication: { type: 'saml' } },
  limited: { circuitBreaker: { enabled: true, maxConnections: 5 } },
};

const operations = [
  { path: '/books/{id}', method: 'GET', scopes: ['books:read'] },
  { path: '/books/*', method: 'DELETE' },
];

function manifests(): Manifest[] {
  const rendered = renderCase({
    policies: Object.fromEntries(
      Object.entries(policies).map(([name, defaults]) => [name, { defaults }]),
    ),
    apis: {
      ...Object.fromEntries(
        Object.keys(policies).map(name => [
          name,
          {
            ...restApi({ exposeLevels: ['Public', 'Organization'] }, name),
            version: name,
          },
        ]),
      ),
      operations: {
        ...restApi({ operations }, 'everything'),
        version: 'operations',
      },
      proxy: {
        type: 'REST',
        version: 'proxy',
        rest: {
          backend: { port: 80, target: { url: 'http://api.test:8080/v1' } },
          operations: [{ path: '/', method: 'GET' }],
        },
      },
      address: {
        type: 'REST',
        version: 'address',
        rest: { backend: { port: 80, target: { url: 'http://192.0.2.1' } } },
      },
      secure: {
        type: 'REST',
        version: 'secure',
        rest: {
          backend: { port: 443, target: { url: 'https://api.test/v1' } },
        },
      },
      grpc: {
        type: 'gRPC',
        className: 'everything',
        grpc: { backend: { port: 8080 } },
      },
      tcp: {
        type: 'TCP',
        className: 'limited',
        tcp: { backend: { port: 8080 }, exposeLevels: ['Organization'] },
      },
      udp: { type: 'UDP', tcp: { backend: { port: 8081 } } },
    },
  });
  return rendered.resources.map(({ object }) => object);
}

describeAdmissionWithGateways('what is rendered of APIs', ask => {
  it('is accepted by the API server with strict validation', async () => {
    const { rejected, kinds } = await ask(manifests());
    expect(rejected).toEqual([]);
    expect(kinds).toEqual([
      'Backend',
      'BackendTLSPolicy',
      'BackendTrafficPolicy',
      'Deployment',
      'GRPCRoute',
      'HTTPRoute',
      'HTTPRouteFilter',
      'SecurityPolicy',
      'Service',
      'TCPRoute',
      'UDPRoute',
    ]);
  });
});
