import { addressParts, isBrowsable } from './address';

describe('isBrowsable', () => {
  it('accepts HTTP and HTTPS addresses only', () => {
    expect(isBrowsable('https://dev.example.test/greeter')).toBe(true);
    expect(isBrowsable('greeter.dp-shop:8080')).toBe(false);
    expect(isBrowsable(['java', 'script:alert(1)'].join(''))).toBe(false);
  });
});

describe('addressParts', () => {
  it('drops the protocol and a trailing slash', () => {
    expect(addressParts('https://dev.example.test/greeter/')).toEqual({
      host: 'dev.example.test',
      path: '/greeter',
    });
    expect(addressParts('greeter.dp-shop:8080')).toEqual({
      host: 'greeter.dp-shop:8080',
      path: '',
    });
  });
});
