import {
  type Choices,
  odd,
  basePaths,
  oddPaths,
  types,
  ports,
} from './choices';
import { circuitBreaker } from './random-workload';

const levels = ['Project', 'Organization', 'Public'];

/** An API of a binding. */
export function api(choices: Choices): object {
  const backend = () => ({
    port: choices.value(ports, [0, -1, 70000]),
    basePath: choices.value(basePaths, oddPaths),
    target: choices.maybe(0.15, () => ({
      url: choices.value(
        ['https://api.example.com/v1', 'http://192.0.2.1:8080'],
        [
          'api.example.com',
          'https://*.a.b',
          'https://a.b//c/',
          'https://u:p@a',
        ],
      ),
    })),
  });
  const exposeLevels = () =>
    choices.maybe(0.7, () =>
      choices.list(2, () => choices.value(levels, ['public', ''])),
    );
  return {
    className: choices.value(['default'], ['nothing', '']),
    type: choices.value(types, ['rest', 'Foo', '']),
    version: choices.value([undefined, 'v1'], ['1.0', 'v 1', '../x', 'ü']),
    rest: choices.maybe(0.9, () => ({
      backend: choices.maybe(0.95, backend),
      exposeLevels: exposeLevels(),
      operations: choices.maybe(0.3, () =>
        choices.list(3, () => ({
          path: choices.value(
            ['/books', '/books/{id}', '/books/*', '/'],
            ['books', '/a b', '/{id}.json', '/{', '//a', '/a/../b', '/ü'],
          ),
          method: choices.one(['GET', 'POST', 'DELETE']),
          scopes: choices.maybe(0.3, () =>
            choices.list(2, () => choices.value(['read', 'write'], odd)),
          ),
        })),
      ),
    })),
    grpc: choices.maybe(0.6, () => ({
      backend: backend(),
      exposeLevels: exposeLevels(),
    })),
    tcp: choices.maybe(0.6, () => ({
      backend: backend(),
      exposeLevels: exposeLevels(),
      listenerPort: choices.maybe(0.3, () => choices.one(ports)),
    })),
  };
}

/** A policy of an API class. */
export function restPolicy(choices: Choices): object {
  const maybe = <T>(make: () => T) => choices.maybe(0.3, make);
  const headerName = () => choices.value(['X-A', 'X-B'], ['', 'X A', 'ü']);
  const transformations = () =>
    choices.list(2, () => ({
      type: 'json',
      action: choices.value(['addHeader', 'removeHeaders'], ['addFields', '']),
      headerName: headerName(),
      headerValue: choices.value(['1'], ['', '\n', 'ü', 'x'.repeat(5000)]),
      headers: choices.list(2, headerName),
    }));
  return {
    rateLimit: maybe(() => ({
      requests: choices.value([10], [0, -1, 4294967296, 2 ** 40]),
      window: choices.value(
        ['1m', '1s'],
        ['90s', '24h', '0s', '-1m', '1d', ''],
      ),
    })),
    authentication: maybe(() => ({
      type: choices.value(['jwt', 'oauth2', 'apikey', 'basic'], ['JWT', '']),
      jwt: choices.maybe(0.8, () => ({
        jwks: choices.value(
          ['https://idp.test/jwks'],
          [
            '',
            'idp.test',
            ' https://IDP.test ',
            `https://a/${'x'.repeat(300)}`,
          ],
        ),
        issuer: choices.value(['https://idp.test'], ['', 'a b', 'https://']),
        audience: choices.maybe(0.5, () => choices.list(9, () => 'a')),
      })),
      oauth2: choices.maybe(0.8, () => ({
        tokenUrl: 'https://idp.test/token',
        scopes: choices.maybe(0.5, () =>
          choices.list(2, () => choices.value(['read'], odd)),
        ),
      })),
      apikey: choices.maybe(0.8, () => ({
        header: choices.maybe(0.6, headerName),
        queryParam: choices.maybe(0.3, () => choices.value(['key'], odd)),
        secretRef: choices.value(['keys'], odd),
      })),
      basic: choices.maybe(0.8, () => ({
        secretRef: choices.value(['users'], odd),
      })),
    })),
    cors: maybe(() => ({
      allowOrigins: choices.list(2, () =>
        choices.value(
          ['https://shop.example.com', '*', 'https://*.a.b'],
          ['https://a/', 'a.b', '', 'null', 'https://*', 'https://a:70000'],
        ),
      ),
      allowMethods: choices.list(2, () => choices.value(['GET'], odd)),
      allowHeaders: choices.list(2, headerName),
      maxAge: choices.value([60, undefined], [0, -5, 2 ** 40]),
    })),
    security: maybe(() => ({
      allowedIPs: choices.list(2, () =>
        choices.value(
          ['10.0.0.0/8', '2001:db8::/32'],
          [
            '192.0.2.1',
            '10.0.0.0/33',
            '::ffff:10.0.0.0/104',
            '010.0.0.0/8',
            '',
          ],
        ),
      ),
      blockedIPs: choices.maybe(0.3, () => ['192.0.2.0/24']),
      precedence: choices.maybe(0.3, () => 'BlockFirst'),
      requireTLS: choices.maybe(0.3, () => true),
      minTLSVersion: choices.value([undefined, '1.2'], ['1.4', 'TLSv1.3', 'x']),
    })),
    mediation: maybe(() => ({
      requestTransformations: choices.maybe(0.6, transformations),
      responseTransformations: choices.maybe(0.6, transformations),
    })),
    circuitBreaker: maybe(() => circuitBreaker(choices)),
  };
}
