import { MutationCache, isOlder } from './mutation-cache';

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

describe('MutationCache', () => {
  const written = version('7');

  /** A cache on an informer without objects that contains every change up to a version. */
  const cacheAt = (resourceVersion: string | undefined) =>
    new MutationCache({
      get: () => undefined,
      addHandler: () => () => {},
      resourceVersion: () => resourceVersion,
    });

  it.each([undefined, '6'])(
    'returns a write that an informer at version %s has not delivered',
    current => {
      const cache = cacheAt(current);
      cache.recordWrite(written);
      expect(cache.get(written.metadata)).toBe(written);
      expect(cache.entries()).toEqual([['it', written]]);
    },
  );

  it.each(['7', '10'])(
    'returns no write whose deletion an informer at version %s has delivered before',
    current => {
      const cache = cacheAt(current);
      cache.recordWrite(written);
      expect(cache.entries()).toEqual([]);
      expect(cache.get(written.metadata)).toBeUndefined();
    },
  );
});
