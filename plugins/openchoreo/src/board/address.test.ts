import { addressParts, isBrowsable } from './address';

describe('isBrowsable', () => {
  it('makes links of web addresses only', () => {
    expect(isBrowsable('https://dev.example.test/greeter')).toBe(true);
    expect(isBrowsable('greeter.dp-shop:8080')).toBe(false);
    expect(isBrowsable(['java', 'script:alert(1)'].join(''))).toBe(false);
  });
});

describe('addressParts', () => {
  it('leaves out what every address has', () => {
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
