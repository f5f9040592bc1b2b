import { jsonAt } from '../../json';
import { objectsOf, renderCase, restApi } from '../__testUtils__/service-case';

const closed = { authorization: { defaultAction: 'Deny' } };

describe('quirk 19: an API that cannot be protected as asked', () => {
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
  ])('is closed and named, with policy %j', (defaults, field) => {
    const result = renderCase({
      apis: { api: restApi() },
      policies: { default: { defaults } },
    });
    expect(result.problems).toEqual([
      expect.objectContaining({ severity: 'Error', field }),
    ]);
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(1);
    expect(objectsOf(result, 'SecurityPolicy')[0].spec).toMatchObject(closed);
  });

  it('is closed when its class is missing', () => {
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

describe('an API that is not to be had', () => {
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
  ])('is named: %j', (api, field, severity) => {
    const result = renderCase({ apis: { api } });
    expect(result.problems).toEqual([
      expect.objectContaining({ field, severity }),
    ]);
    expect(objectsOf(result, 'HTTPRoute')).toEqual([]);
  });

  it('is named when another has its path', () => {
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

  it('count requests by the next longer unit', () => {
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
    expect(unit('30s')).toEqual(rules('Minute'));
    expect(unit('90s')).toEqual(rules('Hour'));
  });

  it('lay the level over the defaults: lists and the circuit breaker are replaced whole', () => {
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

  it('let browsers keep nothing where the age is nought', () => {
    expect(
      specOf('SecurityPolicy', {
        defaults: { cors: { allowOrigins: ['*'], maxAge: 60 } },
        public: { cors: { maxAge: 0 } },
      }).cors,
    ).toEqual({ allowOrigins: ['*'], maxAge: '0s' });
  });

  it('have no circuit breaker that is not enabled', () => {
    expect(
      specOf('BackendTrafficPolicy', {
        defaults: { circuitBreaker: { enabled: false, maxConnections: 5 } },
      }).circuitBreaker,
    ).toBeUndefined();
  });
});
