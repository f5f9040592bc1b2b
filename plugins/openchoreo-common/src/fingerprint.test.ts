import { fingerprint } from './fingerprint';

describe('fingerprint', () => {
  // Published test vectors of 64-bit FNV-1a.
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('of %j is %s', (text, digits) => {
    expect(fingerprint(text)).toBe(digits);
  });
});
