import {
  addressRange,
  hasManyHosts,
  isDestination,
  isHostName,
  isHostPattern,
  normalizeHost,
  normalizeHttpUrl,
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

describe('normalizeHttpUrl', () => {
  it.each([
    ['https://a.test', 'https://a.test'],
    [' HTTPS://A.Test/B?C=D \n', 'https://a.test/B?C=D'],
    ['https:/a.test', 'https://a.test'],
    ['https:///a.test//b', 'https://a.test//b'],
    ['http://[::1]:80/', 'http://[::1]:80/'],
  ])('normalizes %j to %s', (text, url) => {
    expect(normalizeHttpUrl(text)).toBe(url);
  });

  it.each([
    'a.test',
    'vault:8200',
    'ftp://a.test',
    'https:a.test',
    '//a.test',
    'https://',
    'https://a b.test',
    'https://a.test/b c',
    'https://a.test:port',
  ])('returns nothing for %j', text => {
    expect(normalizeHttpUrl(text)).toBeUndefined();
  });
});
