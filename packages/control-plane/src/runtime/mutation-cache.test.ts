import { isOlder } from './mutation-cache';

const version = (resourceVersion?: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'it', resourceVersion },
});

describe('isOlder', () => {
  it.each([
    ['9', '10', true],
    ['10', '9', false],
    ['10', '10', false],
    ['99999999999999999998', '99999999999999999999', true],
    ['a', '10', false],
    [undefined, '10', false],
  ])('compares %s with %s: %s', (one, other, expected) => {
    expect(isOlder(version(one), version(other))).toBe(expected);
  });
});
