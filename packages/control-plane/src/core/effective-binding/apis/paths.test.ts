import {
  objectsOf,
  renderCase,
  restApi,
} from '../../../test/__testUtils__/rendering/service-case';
import { jsonAt, jsonListAt } from '../../../runtime/json';

const at = (basePath: string, more: object = {}) =>
  renderCase({
    apis: { api: restApi({ backend: { port: 8080, basePath, ...more } }) },
  });

const ruleOf = (result: ReturnType<typeof renderCase>) => {
  const [route] = objectsOf(result, 'HTTPRoute');
  const [rule] = jsonListAt(route, 'spec', 'rules');
  const [match] = jsonListAt(rule, 'matches');
  const [filter] = jsonListAt(rule, 'filters');
  return {
    path: jsonAt(match, 'path', 'value'),
    rewriteTo: jsonAt(filter, 'urlRewrite', 'path', 'replacePrefixMatch'),
  };
};

const field = 'spec.apis.api.rest.backend.basePath';

describe('the base path of an API', () => {
  it.each([
    ['/v1', '/shop/greeter/v1', '/v1'],
    ['v1', '/shop/greeter/v1', '/v1'],
    ['/v1/', '/shop/greeter/v1', '/v1/'],
    ['//v1//a', '/shop/greeter/v1/a', '/v1/a'],
    ['/v1/./a/../b', '/shop/greeter/v1/b', '/v1/b'],
    [' /v1 ', '/shop/greeter/v1', '/v1'],
    ['/V1/a%20b', '/shop/greeter/V1/a%20b', '/V1/a%20b'],
    ['/', '/shop/greeter', '/'],
    ['', '/shop/greeter', ''],
    [' ', '/shop/greeter', ''],
  ])('%j is routed at %s to %j', (basePath, path, rewriteTo) => {
    const result = at(basePath);
    expect(result.problems).toEqual([]);
    expect(ruleOf(result)).toEqual({ path, rewriteTo });
    expect(result.endpoints[0].public?.basePath).toBe(path);
  });

  it.each([
    '/v1?debug=1',
    '/v1#top',
    '/a b',
    '/größe',
    '/v1/{id}',
    '/a%2Fb',
    '/100%',
    'https://api.example.com/v1',
  ])('cannot be %j', basePath => {
    const result = at(basePath);
    expect(result.problems).toEqual([
      {
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field,
        message: `"${basePath}" is not a base path; write it like /v1, without host, query, fragment, spaces or encoded slashes`,
      },
    ]);
    expect(objectsOf(result, 'HTTPRoute')).toEqual([]);
  });

  it('cannot be longer than gateways allow', () => {
    expect(at(`/${'a'.repeat(1010)}`).problems).toEqual([]);
    expect(at(`/${'a'.repeat(1011)}`).problems).toEqual([
      expect.objectContaining({ severity: 'Error', field }),
    ]);
  });

  it('of an endpoint is a problem of the endpoint', () => {
    const { problems } = renderCase({
      workload: {
        endpoints: {
          api: {
            type: 'REST',
            port: 8080,
            basePath: '/v1?a',
            visibility: ['public'],
          },
        },
      },
    });
    expect(problems.map(problem => problem.field)).toEqual([
      'spec.workloadSpec.endpoints.api.basePath',
    ]);
  });
});

describe('the port of an API', () => {
  it.each([0, -1, 70000])('cannot be %i', port => {
    const { problems } = renderCase({
      apis: {
        api: restApi({ backend: { port } }),
        rpc: { type: 'gRPC', grpc: { backend: { port } } },
      },
    });
    expect(problems).toEqual(
      ['rest', 'grpc'].map((member, index) =>
        expect.objectContaining({
          severity: 'Error',
          field: `spec.apis.${['api', 'rpc'][index]}.${member}.backend.port`,
        }),
      ),
    );
  });
});

describe('the URL of an external backend', () => {
  const to = (url: string) => at('/v1', { target: { url } });
  const backendOf = (result: ReturnType<typeof renderCase>) =>
    objectsOf(result, 'Backend').map(({ spec }) => spec.endpoints);

  it.each([
    ['https://api.example.com', 'api.example.com', 443, '/v1'],
    [' HTTPS://API.Example.com:443// ', 'api.example.com', 443, '/v1'],
    ['https://api.example.com./a//b/', 'api.example.com', 443, '/a/b/v1'],
    ['https:/api.example.com/a/../b', 'api.example.com', 443, '/b/v1'],
    ['http://backend:8080', 'backend', 8080, '/v1'],
  ])('%j is routed to %s', (url, hostname, port, rewriteTo) => {
    const result = to(url);
    expect(result.problems).toEqual([]);
    expect(backendOf(result)).toEqual([[{ fqdn: { hostname, port } }]]);
    expect(ruleOf(result).rewriteTo).toBe(rewriteTo);
  });

  it.each([
    'api.example.com/v1',
    '//api.example.com',
    'ftp://api.example.com',
    'https://*.example.com',
    'https://my_api.example.com',
    'https://api.example.com/#/v1',
    'https://api.example.com?a=b',
    'https://me:hunter2@api.example.com',
    'https://192.0.2.1',
    'https://[2001:db8::1]/v1',
  ])('cannot be %j', url => {
    const result = to(url);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        field: 'spec.apis.api.rest.backend.target.url',
      }),
    ]);
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(backendOf(result)).toEqual([]);
  });
});

describe('the path of an operation', () => {
  it.each([
    ['/books//{id}', '^/shop/greeter(/v1/books/[^/]+)$'],
    ['/./books/../authors', '^/shop/greeter(/v1/authors)$'],
    [' /books ', '^/shop/greeter(/v1/books)$'],
    ['/books/', '^/shop/greeter(/v1/books/)$'],
  ])('%j is matched as %s', (path, pattern) => {
    const result = renderCase({
      apis: { api: restApi({ operations: [{ path, method: 'GET' }] }) },
    });
    expect(result.problems).toEqual([]);
    const patterns = objectsOf(result, 'HTTPRoute').flatMap(({ spec }) =>
      jsonListAt(spec, 'rules').flatMap(rule =>
        jsonListAt(rule, 'matches').map(match =>
          jsonAt(match, 'path', 'value'),
        ),
      ),
    );
    expect(patterns).toContain(pattern);
  });
});
