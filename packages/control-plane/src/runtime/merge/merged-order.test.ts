import { mergedOrder } from './merged-order';

describe('mergedOrder', () => {
  it.each([
    { base: 'a b', patch: 'b c', order: 'a b c' },
    { base: 'a b', patch: 'c b', order: 'c a b' },
    { base: 'a b c', patch: 'b', order: 'a b c' },
    { base: 'x y', patch: 'p q', order: 'p q x y' },
    { base: 'a b c d', patch: 'd b', order: 'a c d b' },
    { base: '', patch: 'b a', order: 'b a' },
    { base: 'b a', patch: '', order: 'b a' },
  ])(
    'gives "$order" for base "$base" and patch "$patch"',
    ({ base, patch, order }) => {
      const keys = (text: string) => text.split(' ').filter(Boolean);
      expect(mergedOrder(keys(base), keys(patch))).toEqual(keys(order));
    },
  );
});
