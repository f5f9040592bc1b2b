import { environmentSchema } from '@promenade/openchoreo-model';
import { resolveHosts } from '../../../core/effective-binding/hosts';
import { jsonAt } from '../../../runtime/json';
import {
  renderCase,
  restApi,
  specOf,
} from '../../../test/__testUtils__/rendering/service-case';

const withPolicy = (defaults: object) =>
  renderCase({
    apis: { api: restApi() },
    policies: { default: { defaults } },
  });

const withJwt = (jwt: object) =>
  withPolicy({ authentication: { type: 'jwt', jwt } });

const providers = (result: ReturnType<typeof renderCase>) =>
  jsonAt(specOf(result, 'SecurityPolicy'), 'jwt', 'providers');

const authentication = 'APIClass default spec.restPolicy.authentication.jwt';

describe('the key set of a policy', () => {
  it.each([
    ['https://idp.test/jwks', 'https://idp.test/jwks'],
    [' HTTPS://IDP.test/Keys ', 'https://idp.test/Keys'],
    ['https:///idp.test/jwks', 'https://idp.test/jwks'],
    ['http://idp.identity.svc/jwks', 'http://idp.identity.svc/jwks'],
  ])('%j is used as %s', (jwks, uri) => {
    const result = withJwt({ jwks, issuer: 'https://idp.test' });
    expect(result.problems).toEqual([]);
    expect(providers(result)).toEqual([
      expect.objectContaining({ remoteJWKS: { uri } }),
    ]);
  });

  it.each(['idp.test/jwks', '//idp.test/jwks', 'ftp://idp.test', 'not a URL'])(
    '%j is invalid',
    jwks => {
      const result = withJwt({ jwks, issuer: '' });
      expect(result.problems).toEqual([
        {
          severity: 'Error',
          reason: 'InvalidConfiguration',
          field: `${authentication}.jwks`,
          message: `"${jwks}" is not the URL of a key set; write it like https://idp.example.com/jwks`,
        },
      ]);
    },
  );

  it('is not repeated where it may contain a password', () => {
    const { problems } = withJwt({ jwks: 'me:hunter2@idp.test', issuer: '' });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('of the environment is normalized, or named', () => {
    const ofEnvironment = (uri: string) =>
      renderCase({
        apis: { api: restApi() },
        hosts: resolveHosts(
          'development',
          environmentSchema.parse({
            apiVersion: 'openchoreo.dev/v1alpha1',
            kind: 'Environment',
            metadata: { name: 'development' },
            spec: { gateway: { security: { remoteJwks: { uri } } } },
          }),
        ),
        policies: {
          default: {
            defaults: {
              authentication: {
                type: 'oauth2',
                oauth2: { tokenUrl: 'https://idp.test/token' },
              },
            },
          },
        },
      });
    expect(providers(ofEnvironment(' HTTPS://idp.test/jwks'))).toEqual([
      expect.objectContaining({
        remoteJWKS: { uri: 'https://idp.test/jwks' },
      }),
    ]);
    expect(ofEnvironment('idp.test/jwks').problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: 'spec.gateway.security.remoteJwks.uri of the Environment',
      }),
    ]);
  });
});

describe('the issuer of a policy', () => {
  const jwks = 'https://idp.test/jwks';

  it.each([
    ['https://IDP.test/', 'https://IDP.test/'],
    [' https://idp.test\n', 'https://idp.test'],
    ['idp.test', 'idp.test'],
    ['tokens@idp.test', 'tokens@idp.test'],
    ['urn:example:idp', 'urn:example:idp'],
  ])('%j is compared as %s', (issuer, expected) => {
    const result = withJwt({ jwks, issuer });
    expect(result.problems).toEqual([]);
    expect(providers(result)).toEqual([
      expect.objectContaining({ issuer: expected }),
    ]);
  });

  it('is invalid where it begins like a URI and is none', () => {
    const { problems } = withJwt({ jwks, issuer: 'https://' });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: `${authentication}.issuer`,
      }),
    ]);
  });
});

describe('the origins of a policy', () => {
  it.each([
    ['https://shop.example.com/', 'https://shop.example.com'],
    [' HTTPS://Shop.Example.com ', 'https://shop.example.com'],
    ['https://*.example.com', 'https://*.example.com'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['*', '*'],
  ])('allow %j as %s', (origin, expected) => {
    const result = withPolicy({ cors: { allowOrigins: [origin] } });
    expect(result.problems).toEqual([]);
    expect(jsonAt(specOf(result, 'SecurityPolicy'), 'cors')).toEqual({
      allowOrigins: [expected],
    });
  });

  it.each(['shop.example.com', 'https://shop.example.com/cart', 'https://'])(
    'cannot be %j',
    origin => {
      expect(withPolicy({ cors: { allowOrigins: [origin] } }).problems).toEqual(
        [
          expect.objectContaining({
            severity: 'Error',
            field: 'APIClass default spec.restPolicy.cors.allowOrigins',
          }),
        ],
      );
    },
  );
});
