import {
  addressRange,
  hasManyHosts,
  isDestination,
  isHostName,
  isHostPattern,
  isHttpUrl,
  normalizeHost,
} from './address';

describe('the spelling of a host', () => {
  it.each([
    ['API.Example.com', 'api.example.com'],
    ['api.example.com.', 'api.example.com'],
    [' api.example.com\n', 'api.example.com'],
    ['*.Example.com', '*.example.com'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['192.0.2.1', '192.0.2.1'],
  ])('%j is normalized to %s', (text, host) => {
    expect(normalizeHost(text)).toBe(host);
    expect(isDestination(text)).toBe(true);
  });

  it.each([
    'https://api.example.com',
    'api.example.com:443',
    'api.example.com/v1',
    'user@api.example.com',
    'api..example.com',
    '.example.com',
    'api_1.example.com',
    'a b.example.com',
    '192.0.2',
    '',
    ' ',
    '*',
    '*.*',
  ])('%j is not one of a host', text => {
    expect(isDestination(text)).toBe(false);
  });

  it('tells one host from many', () => {
    expect(['*.example.com', '10.0.0.0/8'].filter(hasManyHosts)).toHaveLength(
      2,
    );
    expect(['example.com', '192.0.2.1', '::1'].filter(hasManyHosts)).toEqual(
      [],
    );
    expect(isHostName('api.example.com')).toBe(true);
    expect(isHostName('*.example.com')).toBe(false);
    expect(isHostPattern('*.example.com')).toBe(true);
  });

  it('is normalized in ranges', () => {
    expect(addressRange(' 192.0.2.1 ')).toBe('192.0.2.1/32');
    expect(addressRange('2001:DB8::/32')).toBe('2001:db8::/32');
  });
});

describe('isHttpUrl', () => {
  it.each(['https://a.test', 'HTTP://A.test/b', 'http://[::1]:80/'])(
    'accepts %s',
    url => {
      expect(isHttpUrl(url)).toBe(true);
    },
  );

  it.each(['a.test', 'vault:8200', 'ftp://a.test', 'https:a.test', '//a.test'])(
    'rejects %s',
    url => {
      expect(isHttpUrl(url)).toBe(false);
    },
  );
});
