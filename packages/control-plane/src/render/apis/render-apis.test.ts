import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
} from '../../test/__testUtils__/rendering/service-case';

const closed = { authorization: { defaultAction: 'Deny' } };

describe('quirk 19: an API with an invalid policy', () => {
  it.each([
    [
      { authentication: { type: 'apikey', apikey: { header: 'X-Key' } } },
      'APIClass default spec.restPolicy.authentication.apikey.secretRef',
    ],
    [
      { authentication: { type: 'oauth2', oauth2: { tokenUrl: 'https://a' } } },
      'APIClass default spec.restPolicy.authentication.jwt.jwks',
    ],
    [
      {
        authentication: {
          type: 'apikey',
          apikey: { header: 'X Key', secretRef: 'callers' },
        },
      },
      'APIClass default spec.restPolicy.authentication.apikey.header',
    ],
    [
      {
        authentication: {
          type: 'oauth2',
          jwt: { jwks: 'https://idp.test/jwks', issuer: '' },
          oauth2: { tokenUrl: 'https://a', scopes: ['read write'] },
        },
      },
      'APIClass default spec.restPolicy.authentication.oauth2.scopes',
    ],
    [
      { authentication: { type: 'jwt' } },
      'APIClass default spec.restPolicy.authentication.jwt',
    ],
    [
      { rateLimit: { requests: 10, window: '1d' } },
      'APIClass default spec.restPolicy.rateLimit.window',
    ],
    [
      { security: { allowedIPs: ['10.0.0.0/33'] } },
      'APIClass default spec.restPolicy.security.allowedIPs',
    ],
    [
      { cors: { allowOrigins: ['shop.example.com'] } },
      'APIClass default spec.restPolicy.cors.allowOrigins',
    ],
    [
      { circuitBreaker: { enabled: true, maxConnections: -1 } },
      'APIClass default spec.restPolicy.circuitBreaker.maxConnections',
    ],
    [
      { rateLimit: { requests: -1, window: '1m' } },
      'APIClass default spec.restPolicy.rateLimit.requests',
    ],
  ])(
    'denies every request and is reported, with policy %j',
    (defaults, field) => {
      const result = renderCase({
        apis: { api: restApi() },
        policies: { default: { defaults } },
      });
      expect(result.problems).toEqual([
        expect.objectContaining({ severity: 'Error', field }),
      ]);
      expect(objectsOf(result, 'HTTPRoute')).toHaveLength(1);
      expect(objectsOf(result, 'SecurityPolicy')[0].spec).toMatchObject(closed);
    },
  );

  it('denies every request when its class is missing', () => {
    const result = renderCase({
      apis: { api: restApi({}, 'gone') },
      policies: {},
    });
    expect(result.problems).toEqual([
      expect.objectContaining({ field: 'spec.apis.api.className' }),
    ]);
    expect(objectsOf(result, 'SecurityPolicy')[0].spec).toMatchObject(closed);
  });
});

describe('an API that cannot be routed', () => {
  it.each([
    [{ type: 'REST' }, 'spec.apis.api.rest.backend', 'Error'],
    [
      restApi({ exposeLevels: ['Everyone'] }),
      'spec.apis.api.rest.exposeLevels',
      'Error',
    ],
    [{ type: 'GraphQL' }, 'spec.apis.api.type', 'Warning'],
    [
      restApi({ backend: { port: 8080, basePath: '/../other/v1' } }),
      'spec.apis.api.rest.backend.basePath',
      'Error',
    ],
  ])('is reported: %j', (api, field, severity) => {
    const result = renderCase({ apis: { api } });
    expect(result.problems).toEqual([
      expect.objectContaining({ field, severity }),
    ]);
    expect(objectsOf(result, 'HTTPRoute')).toEqual([]);
  });

  it('is reported when its path is already taken', () => {
    const { problems } = renderCase({
      apis: { api: restApi(), again: restApi() },
    });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: 'spec.apis.api.rest.backend.basePath',
        message: expect.stringContaining('API "again"'),
      }),
    ]);
  });
});

describe('the policies of an API', () => {
  const specOf = (kind: string, restPolicy: object, level = 'Public') =>
    objectsOf(
      renderCase({
        apis: { api: restApi({ exposeLevels: [level] }) },
        policies: { default: restPolicy },
      }),
      kind,
    )[0].spec;

  it('round the window of a rate limit up to the next unit', () => {
    const unit = (window: string) =>
      jsonAt(
        specOf('BackendTrafficPolicy', {
          defaults: { rateLimit: { requests: 5, window } },
        }),
        'rateLimit',
        'local',
        'rules',
      );
    const rules = (name: string) => [{ limit: { requests: 5, unit: name } }];
    expect(unit('1s')).toEqual(rules('Second'));
    expect(unit('0s')).toEqual(rules('Second'));
    expect(unit('30s')).toEqual(rules('Minute'));
    expect(unit('90s')).toEqual(rules('Hour'));
  });

  it.each([
    ['0s', 'rounded up to 1s', 'second'],
    ['30s', 'rounded up to 1m', 'minute'],
    ['90s', 'rounded up to 1h', 'hour'],
    ['24h', 'rounded down to 1h', 'hour'],
  ])(
    'report how the window %s is rounded, and stay open',
    (window, how, unit) => {
      const result = renderCase({
        apis: { api: restApi({ exposeLevels: ['Public'] }) },
        policies: {
          default: { defaults: { rateLimit: { requests: 5, window } } },
        },
      });
      expect(result.problems).toEqual([
        {
          severity: 'Warning',
          reason: 'InvalidConfiguration',
          field: 'APIClass default spec.restPolicy.rateLimit.window',
          message: `"${window}" is ${how}, because gateways count per second, minute or hour: 5 requests per ${unit} are allowed; write 1s, 1m or 1h`,
        },
      ]);
      expect(objectsOf(result, 'BackendTrafficPolicy')).toHaveLength(1);
      expect(objectsOf(result, 'SecurityPolicy')[0].spec).not.toHaveProperty(
        'authorization',
      );
    },
  );

  it.each(['1s', '60s', '1m', '1h', '60m'])(
    'keep the window %s without a warning',
    window => {
      const { problems } = renderCase({
        apis: { api: restApi() },
        policies: {
          default: { defaults: { rateLimit: { requests: 5, window } } },
        },
      });
      expect(problems).toEqual([]);
    },
  );

  it('merge the level over the defaults: lists and the circuit breaker are replaced', () => {
    const restPolicy = {
      defaults: {
        cors: {
          allowOrigins: ['https://a'],
          allowMethods: ['GET'],
          maxAge: 60,
        },
        circuitBreaker: {
          enabled: true,
          maxConnections: 5,
          maxParallelRetries: 1,
        },
      },
      organization: {
        cors: { allowOrigins: ['*'], allowMethods: [] },
        circuitBreaker: { enabled: true, maxConnections: 9 },
      },
    };
    expect(specOf('SecurityPolicy', restPolicy, 'Organization').cors).toEqual({
      allowOrigins: ['*'],
      allowMethods: ['GET'],
      maxAge: '1m0s',
    });
    expect(
      specOf('BackendTrafficPolicy', restPolicy, 'Organization').circuitBreaker,
    ).toEqual({ maxConnections: 9 });
  });

  it('set a CORS max age of 0', () => {
    expect(
      specOf('SecurityPolicy', {
        defaults: { cors: { allowOrigins: ['*'], maxAge: 60 } },
        public: { cors: { maxAge: 0 } },
      }).cors,
    ).toEqual({ allowOrigins: ['*'], maxAge: '0s' });
  });

  it('keep scopes and audiences, and omit an empty issuer', () => {
    const { jwt, authorization } = specOf('SecurityPolicy', {
      defaults: {
        authentication: {
          type: 'jwt',
          jwt: { jwks: 'https://idp/jwks', issuer: '', audience: ['b', 'a'] },
          oauth2: { tokenUrl: 'https://idp/token', scopes: ['r', 'w', 'r'] },
        },
      },
    });
    expect(jwt).toEqual({
      providers: [
        {
          name: 'default',
          remoteJWKS: { uri: 'https://idp/jwks' },
          audiences: ['b', 'a'],
        },
      ],
    });
    expect(authorization).toMatchObject({
      rules: [{ principal: { jwt: { scopes: ['r', 'w', 'r'] } } }],
    });
  });

  it('merge the authentication of a level over the defaults by member', () => {
    const authentication = {
      type: 'jwt',
      jwt: { jwks: 'https://a/jwks', issuer: 'https://a', audience: ['shop'] },
    };
    expect(
      jsonAt(
        specOf('SecurityPolicy', {
          defaults: { authentication },
          public: {
            authentication: {
              type: 'jwt',
              jwt: { jwks: 'https://b/jwks', issuer: 'https://b' },
            },
          },
        }),
        'jwt',
        'providers',
      ),
    ).toEqual([
      {
        name: 'default',
        remoteJWKS: { uri: 'https://b/jwks' },
        issuer: 'https://b',
        audiences: ['shop'],
      },
    ]);
  });

  it.each([
    [{ cors: {} }, 'SecurityPolicy', 'cors', {}],
    [
      { circuitBreaker: { enabled: true } },
      'BackendTrafficPolicy',
      'circuitBreaker',
      {},
    ],
    [
      { circuitBreaker: { enabled: true, maxConnections: 0 } },
      'BackendTrafficPolicy',
      'circuitBreaker',
      { maxConnections: 0 },
    ],
  ])(
    'are rendered when empty, and limits when 0: %j',
    (asked, kind, member, expected) => {
      expect(specOf(kind, { defaults: asked })[member]).toEqual(expected);
    },
  );

  it('are not rendered where the API names no class, as in OpenChoreo', () => {
    const { resources, problems } = renderCase({
      apis: {
        api: {
          className: '',
          type: 'REST',
          rest: { backend: { port: 8080 }, exposeLevels: ['Public'] },
        },
      },
    });
    expect(problems).toEqual([]);
    expect(resources.map(({ object }) => object.kind)).toEqual([
      'Deployment',
      'Service',
      'HTTPRoute',
    ]);
  });

  it('are rendered only at the levels of the class', () => {
    const names = (kind: string) =>
      objectsOf(
        renderCase({
          apis: { api: restApi({ exposeLevels: ['Organization', 'Public'] }) },
          policies: { default: { public: {} } },
        }),
        kind,
      ).map(({ metadata }) => metadata.name);
    expect(names('HTTPRoute')).toHaveLength(2);
    expect(names('SecurityPolicy')).toEqual([
      expect.stringMatching('-public-'),
    ]);
    expect(names('BackendTrafficPolicy')).toEqual([
      expect.stringMatching('-public-btp-'),
    ]);
  });

  it('have no circuit breaker that is not enabled', () => {
    expect(
      specOf('BackendTrafficPolicy', {
        defaults: { circuitBreaker: { enabled: false, maxConnections: 5 } },
      }).circuitBreaker,
    ).toBeUndefined();
  });
});
