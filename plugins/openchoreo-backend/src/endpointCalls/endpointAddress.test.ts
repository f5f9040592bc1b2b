import { addressProblem, urlBelow } from './endpointAddress';

const address = {
  visibility: 'public',
  url: 'https://dev.apis.test/shop/cart',
};
const gateways = ['*.apis.test'];

describe('addressProblem', () => {
  it('has none for a gateway that may be called', () => {
    expect(addressProblem(address, false, gateways)).toBeUndefined();
  });

  it.each([
    ['a simulated data plane', address, true, /simulated/],
    [
      'an address of the project',
      { ...address, visibility: 'project' },
      false,
      /only for components of the project/,
    ],
    [
      'another protocol',
      { ...address, url: 'grpc://dev.apis.test:443' },
      false,
      /HTTP address/,
    ],
    [
      'an address without a scheme',
      { ...address, url: 'cart:8080' },
      false,
      /HTTP address/,
    ],
    [
      'a host that is not a gateway',
      { ...address, url: 'http://localhost:7007/api' },
      false,
      /may not call localhost:7007.*openchoreo\.endpointCalls\.gateways/,
    ],
  ])('has one for %s', (_, where, isSimulated, problem) => {
    expect(addressProblem(where, isSimulated, gateways)).toMatch(problem);
  });
});

describe('urlBelow', () => {
  it.each([
    ['/', 'https://dev.apis.test/shop/cart/'],
    ['/items?limit=5', 'https://dev.apis.test/shop/cart/items?limit=5'],
    ['/a/../b', 'https://dev.apis.test/shop/cart/b'],
    ['//items', 'https://dev.apis.test/shop/cart//items'],
    ['/@evil.test', 'https://dev.apis.test/shop/cart/@evil.test'],
  ])('appends %s', (path, url) => {
    expect(urlBelow(address.url, path).href).toBe(url);
  });

  it.each([
    '/../stock',
    '/%2e%2e/stock',
    '/..%2fstock',
    '/.%2E/.%2E/admin',
    '/a/../../stock',
    '/%5c..%5cstock',
  ])('rejects %s', path => {
    expect(() => urlBelow(address.url, path)).toThrow(/leads out/);
  });

  it.each(['//evil.test/x', '/\\evil.test', '@evil.test/', ':80@evil.test/'])(
    'never leaves the host with %s',
    path => {
      let url: URL | undefined;
      try {
        url = urlBelow('https://dev.apis.test', path);
      } catch {
        // Rejected, or not a URL.
      }
      expect(url?.host ?? 'dev.apis.test').toBe('dev.apis.test');
    },
  );
});
