import {
  dataPlaneSchema,
  environmentSchema,
} from '@promenade/openchoreo-model';
import { resolveExposures } from '../../core/effective-binding/apis/exposure';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
  specOf,
} from '../../test/__testUtils__/rendering/service-case';
import { operationPattern } from './operation-routes';

const apiVersion = 'openchoreo.dev/v1alpha1';
const jwt = { jwks: 'https://idp.test/jwks', issuer: 'https://idp.test' };

const renderWithPolicy = (defaults: object, rest: object = {}) =>
  renderCase({
    apis: { api: restApi(rest) },
    policies: { default: { defaults } },
  });

const problemFields = (result: ReturnType<typeof renderCase>) =>
  result.problems.map(({ severity, field }) => [severity, field]);

function environment(gateway: object) {
  return environmentSchema.parse({
    apiVersion,
    kind: 'Environment',
    metadata: { name: 'development' },
    spec: { gateway },
  });
}

function dataPlane(gateway: object) {
  return dataPlaneSchema.parse({
    apiVersion,
    kind: 'DataPlane',
    metadata: { name: 'default' },
    spec: {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'public.test',
        organizationVirtualHost: 'organization.test',
        ...gateway,
      },
    },
  });
}

describe('row 13: versions', () => {
  it('are part of the path at the gateway and of the address, not of the path at the backend', () => {
    const result = renderCase({
      apis: { api: { ...restApi(), version: 'v2' } },
    });
    expect(specOf(result, 'HTTPRoute').rules).toMatchObject([
      {
        matches: [{ path: { value: '/shop/greeter/v2/v1' } }],
        filters: [{ urlRewrite: { path: { replacePrefixMatch: '/v1' } } }],
      },
    ]);
    expect(result.endpoints[0].public?.basePath).toBe('/shop/greeter/v2/v1');
  });

  it('are served next to each other', () => {
    const result = renderCase({
      apis: {
        api: { ...restApi(), version: 'v1' },
        next: { ...restApi(), version: 'v2' },
      },
    });
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(2);
    expect(result.problems).toEqual([]);
  });

  it('that are not one path segment are rejected', () => {
    const result = renderCase({
      apis: { api: { ...restApi(), version: '../other' } },
    });
    expect(problemFields(result)).toEqual([['Error', 'spec.apis.api.version']]);
    expect(objectsOf(result, 'HTTPRoute')).toEqual([]);
  });
});

describe('row 14: authentication', () => {
  it('by API key uses the keys of a Secret, from a header or a query parameter', () => {
    const apikey = { header: 'X-Key', queryParam: 'key', secretRef: 'callers' };
    const result = renderWithPolicy({
      authentication: { type: 'apikey', apikey },
    });
    expect(specOf(result, 'SecurityPolicy').apiKeyAuth).toEqual({
      credentialRefs: [{ group: '', kind: 'Secret', name: 'callers' }],
      extractFrom: [{ headers: ['X-Key'] }, { params: ['key'] }],
    });
    expect(result.problems).toEqual([]);
  });

  it('by password uses the users of a Secret', () => {
    const basic = { secretRef: 'users' };
    const result = renderWithPolicy({
      authentication: { type: 'basic', basic },
    });
    expect(specOf(result, 'SecurityPolicy').basicAuth).toEqual({
      users: { group: '', kind: 'Secret', name: 'users' },
    });
  });

  it('by oauth2 validates tokens against the key set of the environment, and their scopes', () => {
    const result = renderCase({
      apis: { api: restApi() },
      hosts: resolveHosts(
        'development',
        environment({ security: { remoteJwks: { uri: jwt.jwks } } }),
      ),
      policies: {
        default: {
          defaults: {
            authentication: {
              type: 'oauth2',
              oauth2: { tokenUrl: 'https://idp.test/token', scopes: ['read'] },
            },
          },
        },
      },
    });
    expect(specOf(result, 'SecurityPolicy')).toMatchObject({
      jwt: { providers: [{ name: 'default', remoteJWKS: { uri: jwt.jwks } }] },
      authorization: {
        defaultAction: 'Deny',
        rules: [{ principal: { jwt: { scopes: ['read'] } } }],
      },
    });
  });

  it.each([
    [{ type: 'apikey', apikey: { secretRef: 'callers' } }, 'apikey.header'],
    [{ type: 'basic' }, 'basic.secretRef'],
    [{ type: 'saml' }, 'type'],
  ])(
    'that is invalid makes the route deny every request: %j',
    (authentication, field) => {
      const result = renderWithPolicy({ authentication });
      expect(problemFields(result)).toEqual([
        ['Error', `APIClass default spec.restPolicy.authentication.${field}`],
      ]);
      expect(specOf(result, 'SecurityPolicy').authorization).toEqual({
        defaultAction: 'Deny',
      });
    },
  );
});

describe('row 14: address lists', () => {
  const scoped = {
    type: 'jwt',
    jwt,
    oauth2: { tokenUrl: 'https://idp.test/token', scopes: ['read'] },
  };
  const principal = { provider: 'default', scopes: ['read'] };
  const allowedIPs = ['10.0.0.0/8', '2001:db8::/32'];
  const inside = ['10.1.0.0/16'];
  const outside = ['192.0.2.0/24'];
  const authorization = (defaults: object) =>
    specOf(renderWithPolicy(defaults), 'SecurityPolicy').authorization;
  const rule = (action: string, member: object) => ({
    action,
    principal: member,
  });
  const allow = (cidr: string) => rule('Allow', { clientCIDRs: [cidr] });
  const deny = (cidr: string) => rule('Deny', { clientCIDRs: [cidr] });

  it.each([
    ['ranges apart', { allowedIPs, blockedIPs: outside }, undefined],
    ['a range within another', { allowedIPs, blockedIPs: inside }, undefined],
    [
      'blocked ranges alone',
      { allowedIPs: [], blockedIPs: outside },
      undefined,
    ],
    ['scopes and allowed ranges', { allowedIPs, blockedIPs: [] }, scoped],
    [
      'scopes and blocked ranges',
      { allowedIPs: [], blockedIPs: outside },
      scoped,
    ],
  ])(
    'allow first and deny the rest, as OpenChoreo v0.3.2 does: %s',
    (_, security, authentication) => {
      expect(authorization({ security, authentication })).toEqual({
        defaultAction: 'Deny',
        rules: [
          ...(authentication ? [rule('Allow', { jwt: principal })] : []),
          ...security.allowedIPs.map(allow),
          ...security.blockedIPs.map(deny),
        ],
      });
    },
  );

  it.each([
    [{ security: { allowedIPs, blockedIPs: inside } }, 'blockedIPs'],
    [{ security: { blockedIPs: outside } }, 'blockedIPs'],
    [{ security: { allowedIPs }, authentication: scoped }, 'allowedIPs'],
    [
      { security: { blockedIPs: outside }, authentication: scoped },
      'blockedIPs',
    ],
  ])('warn of an unexpected effect: %j', (defaults, list) => {
    const result = renderWithPolicy(defaults);
    expect(problemFields(result)).toEqual([
      ['Warning', `APIClass default spec.restPolicy.security.${list}`],
    ]);
    expect(result.problems[0].message).toContain('precedence: BlockFirst');
  });

  it('cause no warning where the order does not matter', () => {
    expect(
      problemFields(
        renderWithPolicy({ security: { allowedIPs, blockedIPs: outside } }),
      ),
    ).toEqual([]);
  });

  describe('with precedence BlockFirst', () => {
    const precedence = 'BlockFirst';

    it('allow an address in an allowed range and in no blocked one', () => {
      const security = { allowedIPs, blockedIPs: inside, precedence };
      expect(authorization({ security })).toEqual({
        defaultAction: 'Deny',
        rules: [...inside.map(deny), ...allowedIPs.map(allow)],
      });
      expect(problemFields(renderWithPolicy({ security }))).toEqual([]);
    });

    it('allow all other addresses where addresses are only blocked', () => {
      expect(
        authorization({ security: { blockedIPs: outside, precedence } }),
      ).toEqual({ defaultAction: 'Allow', rules: outside.map(deny) });
    });

    it('apply in addition to scopes', () => {
      expect(
        authorization({
          authentication: scoped,
          security: { allowedIPs: ['10.0.0.0/8'], precedence },
        }),
      ).toEqual({
        defaultAction: 'Deny',
        rules: [rule('Allow', { clientCIDRs: ['10.0.0.0/8'], jwt: principal })],
      });
    });
  });
});

describe('row 14: operations', () => {
  const operations = [
    { path: '/books', method: 'GET' },
    { path: '/books/{id}', method: 'DELETE', scopes: ['books:write'] },
  ];
  const authentication = { type: 'jwt', jwt };

  it('have a route each that matches method and path pattern and rewrites the path', () => {
    const result = renderWithPolicy({ authentication }, { operations });
    const pattern = '^/shop/greeter(/v1/books/[^/]+)$';
    const route = objectsOf(result, 'HTTPRoute').find(
      ({ spec }) => matchOf(spec) === pattern,
    );
    expect(route?.spec?.rules).toMatchObject([
      {
        matches: [
          {
            path: { type: 'RegularExpression', value: pattern },
            method: 'DELETE',
          },
        ],
        filters: [{ type: 'ExtensionRef' }],
      },
    ]);
    expect(
      objectsOf(result, 'HTTPRouteFilter').map(({ spec }) =>
        jsonAt(spec, 'urlRewrite', 'path', 'replaceRegexMatch'),
      ),
    ).toContainEqual({ pattern, substitution: '\\1' });
    expect(result.problems).toEqual([]);
  });

  it('allow tokens with their scopes, and deny all other requests', () => {
    const result = renderWithPolicy({ authentication }, { operations });
    const authorizations = objectsOf(result, 'SecurityPolicy').map(
      ({ spec }) => spec?.authorization,
    );
    expect(authorizations).toEqual([
      { defaultAction: 'Deny' },
      undefined,
      {
        defaultAction: 'Deny',
        rules: [
          {
            action: 'Allow',
            principal: {
              jwt: { provider: 'default', scopes: ['books:write'] },
            },
          },
        ],
      },
    ]);
  });

  it('share the traffic policy of their API', () => {
    const result = renderWithPolicy(
      { rateLimit: { requests: 5, window: '1m' } },
      { operations: [operations[0]] },
    );
    expect(specOf(result, 'BackendTrafficPolicy').targetRefs).toHaveLength(2);
  });

  it('deny every request where their scopes cannot be validated', () => {
    const result = renderWithPolicy({}, { operations });
    expect(problemFields(result)).toEqual([
      ['Error', 'spec.apis.api.rest.operations[1].scopes'],
    ]);
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(1);
    expect(specOf(result, 'SecurityPolicy').authorization).toEqual({
      defaultAction: 'Deny',
    });
  });

  it.each([
    [[{ path: 'books', method: 'GET' }], '[0].path'],
    [
      [
        { path: '/books/{id}', method: 'GET' },
        { path: '/books/{name}', method: 'GET' },
      ],
      '[1]',
    ],
  ])('are rejected: %j', (wrong, field) => {
    expect(problemFields(renderWithPolicy({}, { operations: wrong }))).toEqual([
      ['Error', `spec.apis.api.rest.operations${field}`],
    ]);
  });

  it.each([
    ['/v1', '/books/{id}', '^/shop/greeter(/v1/books/[^/]+)$'],
    ['/v1.0/', '/', '^/shop/greeter(/v1\\.0)$'],
    ['', '/a+b/*', '^/shop/greeter(/a\\+b(?:/.*)?)$'],
    ['', '/', '^/shop/greeter(/)$'],
  ])('under %j with path %j match %s', (basePath, path, pattern) => {
    const { exposures } = resolveExposures(
      { project: 'shop', component: 'greeter', track: 'default' },
      {
        api: {
          type: 'REST',
          className: 'default',
          rest: { backend: { port: 1, basePath } },
        },
      },
    );
    expect(operationPattern(exposures[0], { path, method: 'GET' })).toBe(
      pattern,
    );
  });
});

function matchOf(spec: unknown): unknown {
  const rules = jsonAt(spec, 'rules');
  const matches = Array.isArray(rules) ? jsonAt(rules[0], 'matches') : [];
  return Array.isArray(matches) ? jsonAt(matches[0], 'path', 'value') : [];
}

describe('row 15: mediation', () => {
  it('of headers renders a filter of the route', () => {
    const result = renderWithPolicy({
      mediation: {
        requestTransformations: [
          {
            type: 'json',
            action: 'addHeader',
            headerName: 'X-From',
            headerValue: 'gateway',
          },
        ],
        responseTransformations: [
          { type: 'json', action: 'removeHeaders', headers: ['Server'] },
        ],
      },
    });
    expect(specOf(result, 'HTTPRoute').rules).toMatchObject([
      {
        filters: [
          { type: 'URLRewrite' },
          {
            type: 'RequestHeaderModifier',
            requestHeaderModifier: {
              add: [{ name: 'X-From', value: 'gateway' }],
            },
          },
          {
            type: 'ResponseHeaderModifier',
            responseHeaderModifier: { remove: ['Server'] },
          },
        ],
      },
    ]);
    expect(result.problems).toEqual([]);
  });

  it.each([
    [{ action: 'addFields', fields: { a: 'b' } }, '[0].action'],
    [
      { action: 'addHeader', headerName: 'a b', headerValue: 'c' },
      '[0].headerName',
    ],
    [{ action: 'addHeader', headerName: 'a' }, '[0].headerValue'],
    [{ action: 'removeHeaders', headers: ['a', 'A'] }, ''],
  ])(
    'that a gateway does not support makes the route deny every request: %j',
    (one, field) => {
      const result = renderWithPolicy({
        mediation: { requestTransformations: [{ type: 'json', ...one }] },
      });
      expect(problemFields(result)).toEqual([
        [
          'Error',
          `APIClass default spec.restPolicy.mediation.requestTransformations${field}`,
        ],
      ]);
      expect(specOf(result, 'SecurityPolicy').authorization).toEqual({
        defaultAction: 'Deny',
      });
    },
  );
});

describe('row 15: minimum TLS version', () => {
  it('attaches the route to the TLS listener', () => {
    expect(
      specOf(renderWithPolicy({ security: { requireTLS: true } }), 'HTTPRoute')
        .parentRefs,
    ).toEqual([expect.objectContaining({ port: 443 })]);
  });

  it('is valid with gateways that accept no older version', () => {
    const keeping = (version: string, minTLSVersion?: string) =>
      renderCase({
        apis: { api: restApi() },
        hosts: resolveHosts(
          'development',
          undefined,
          dataPlane({ minTLSVersion }),
        ),
        policies: {
          default: { defaults: { security: { minTLSVersion: version } } },
        },
      });
    expect(keeping('TLSv1.2').problems).toEqual([]);
    expect(keeping('1.3', '1.3').problems).toEqual([]);
    for (const refused of [keeping('1.3'), keeping('2')]) {
      expect(problemFields(refused)).toEqual([
        ['Error', 'APIClass default spec.restPolicy.security.minTLSVersion'],
      ]);
      expect(specOf(refused, 'SecurityPolicy').authorization).toEqual({
        defaultAction: 'Deny',
      });
    }
  });
});

describe('row 16: hosts', () => {
  const at = (level: string, hostMode?: string) =>
    specOf(
      renderCase({
        apis: { api: restApi({ exposeLevels: [level] }) },
        hosts: resolveHosts(
          'development',
          environment({ dnsPrefix: 'dev' }),
          dataPlane({ hostMode }),
        ),
      }),
      'HTTPRoute',
    ).hostnames;

  it('are those of the data plane and the environment with hostMode Configured', () => {
    expect(at('Public', 'Configured')).toEqual(['dev.public.test']);
    expect(at('Organization', 'Configured')).toEqual(['dev.organization.test']);
  });

  it('are the constants of OpenChoreo otherwise', () => {
    expect(at('Public')).toEqual(['development.choreoapis.localhost']);
    expect(at('Organization', 'Legacy')).toEqual([
      'development.choreoapis.internal',
    ]);
  });
});

describe('row 32: protocols', () => {
  const workload = (type: string, more: object = {}) => ({
    workload: { endpoints: { api: { type, port: 9000, ...more } } },
  });

  it('gRPC has a GRPCRoute on a host of the component, with the policies of the class', () => {
    const result = renderCase({
      ...workload('gRPC'),
      apis: { api: { type: 'gRPC', grpc: { backend: { port: 9000 } } } },
      policies: {
        default: { defaults: { authentication: { type: 'jwt', jwt } } },
      },
    });
    expect(specOf(result, 'GRPCRoute')).toMatchObject({
      hostnames: ['greeter-development.choreoapis.localhost'],
      rules: [{ backendRefs: [{ port: 9000 }] }],
    });
    expect(specOf(result, 'SecurityPolicy')).toMatchObject({
      jwt: {},
      targetRefs: [{ kind: 'GRPCRoute' }],
    });
    expect(result.endpoints[0].public?.uri).toBe(
      'grpcs://greeter-development.choreoapis.localhost:8443',
    );
  });

  it.each(['HTTP', 'GraphQL', 'Websocket'])(
    '%s has an HTTPRoute where its endpoint is visible outside the project',
    type => {
      const result = renderCase(
        workload(type, { visibility: ['public'], basePath: '/graph' }),
      );
      expect(specOf(result, 'HTTPRoute')).toMatchObject({
        parentRefs: [{ name: 'gateway-external' }],
        rules: [{ matches: [{ path: { value: '/shop/greeter/graph' } }] }],
      });
      expect(result.endpoints[0].public?.scheme).toBe(
        type === 'Websocket' ? 'wss' : 'https',
      );
      expect(result.problems).toEqual([]);
    },
  );

  it('a declared API takes precedence over the visibility of an endpoint', () => {
    const result = renderCase({
      ...workload('REST', { visibility: ['public'] }),
      apis: {
        api: {
          type: 'REST',
          rest: { backend: { port: 9000 }, exposeLevels: ['Project'] },
        },
      },
    });
    expect(objectsOf(result, 'HTTPRoute')).toEqual([]);
  });

  it('an endpoint that is visible in its project only has no route', () => {
    const result = renderCase(workload('HTTP', { visibility: ['project'] }));
    expect(objectsOf(result, 'HTTPRoute')).toEqual([]);
    expect(result.endpoints[0]).not.toHaveProperty('public');
  });

  it.each(['TCP', 'UDP'])(
    '%s has a route on a listener of the gateway',
    type => {
      const result = renderCase(
        workload(type, { visibility: ['organization'] }),
      );
      expect(specOf(result, `${type}Route`)).toMatchObject({
        parentRefs: [{ name: 'gateway-internal', port: 9000 }],
        rules: [{ backendRefs: [{ port: 9000 }] }],
      });
      expect(result.endpoints[0].organization?.uri).toBe(
        'development.choreoapis.internal:9000',
      );
    },
  );

  it('TCP with a policy that needs HTTP has no route', () => {
    const result = renderCase({
      ...workload('TCP', { visibility: ['public'] }),
      policies: {
        default: { defaults: { authentication: { type: 'jwt', jwt } } },
      },
    });
    expect(problemFields(result)).toEqual([
      ['Error', 'APIClass default spec.restPolicy.authentication'],
    ]);
    expect(objectsOf(result, 'TCPRoute')).toEqual([]);
  });

  it('the second of two on one listener or host is a conflict', () => {
    const result = renderCase({
      apis: {
        a: { type: 'gRPC', grpc: { backend: { port: 8080 } } },
        b: { type: 'gRPC', grpc: { backend: { port: 8080 } } },
        c: { type: 'TCP', tcp: { backend: { port: 8080 } } },
        d: { type: 'TCP', tcp: { backend: { port: 8080 } } },
      },
    });
    expect(problemFields(result)).toEqual([
      ['Error', 'spec.apis.b.grpc.backend.port'],
      ['Error', 'spec.apis.d.tcp.listenerPort'],
    ]);
    expect(objectsOf(result, 'GRPCRoute')).toHaveLength(1);
    expect(objectsOf(result, 'TCPRoute')).toHaveLength(1);
  });
});
