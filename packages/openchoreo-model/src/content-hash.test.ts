import { canonicalJson, contentHash } from './content-hash';

describe('contentHash', () => {
  it('is the SHA-256 of the JSON', () => {
    expect(contentHash('abc')).toBe(
      '6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25',
    );
  });

  it('does not depend on the order of keys', () => {
    expect(contentHash({ a: 1, b: { c: [1, 2], d: null } })).toBe(
      contentHash({ b: { d: null, c: [1, 2] }, a: 1 }),
    );
  });

  it('treats an undefined member as a missing one', () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
  });

  it('depends on the order of lists', () => {
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
  });
});

describe('canonicalJson', () => {
  it('sorts keys at every depth', () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: 0 })).toBe(
      '{"a":0,"b":[{"x":2,"y":1}]}',
    );
  });
});
