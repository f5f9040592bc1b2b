import { mockServices } from '@backstage/backend-test-utils';
import { isGateway, readGatewayHosts } from './gatewayHosts';

const read = (gateways: string[] = []) =>
  readGatewayHosts(
    mockServices.rootConfig({
      data: { openchoreo: { endpointCalls: { gateways } } },
    }),
  );

describe('readGatewayHosts', () => {
  it('has no gateways by default', () => {
    expect(read()).toEqual([]);
  });

  it('reads hosts, patterns and ports', () => {
    expect(read(['API.example.com', '*.apis.example.com:8443'])).toEqual([
      'api.example.com',
      '*.apis.example.com:8443',
    ]);
  });

  it.each(['*', 'https://example.com', '*.', 'a.*.com', 'example.com/path'])(
    'rejects %j, and says what to write',
    pattern => {
      expect(() => read([pattern])).toThrow(
        /openchoreo\.endpointCalls\.gateways has .* Use a host name/,
      );
    },
  );
});

describe('isGateway', () => {
  const patterns = ['api.test', '*.apis.test', 'local.test:8443'];

  it.each([
    'https://api.test/x',
    'http://api.test:8080',
    'https://dev.apis.test',
    'https://a.b.apis.test:19080/y',
    'https://local.test:8443',
  ])('accepts %s', url => {
    expect(isGateway(patterns, new URL(url))).toBe(true);
  });

  it.each([
    'https://apis.test',
    'https://evilapis.test',
    'https://dev.apis.test.evil.test',
    'https://api.test.evil.test',
    'https://local.test',
    'http://169.254.169.254',
    'http://localhost:7007',
  ])('rejects %s', url => {
    expect(isGateway(patterns, new URL(url))).toBe(false);
  });
});
