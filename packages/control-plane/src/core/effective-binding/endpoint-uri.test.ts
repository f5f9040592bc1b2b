import { endpointAccess } from './endpoint-uri';

describe('the address of an endpoint', () => {
  it.each([
    [{ host: 'api.test', port: 443, scheme: 'https' }, 'https://api.test'],
    [{ host: 'api.test', port: 5432 }, 'api.test:5432'],
    [
      { host: '2001:db8::5', port: 443, scheme: 'https' },
      'https://[2001:db8::5]',
    ],
    [{ host: '2001:db8::5', port: 5432 }, '[2001:db8::5]:5432'],
  ])('of %j is %s', (access, uri) => {
    expect(endpointAccess(access)).toEqual({ ...access, uri });
  });
});
