import { defaultRemovalCeiling, wantsConfirmation } from './removalGuard';

describe('the removal guard', () => {
  it.each([
    [1, 1, false],
    [20, 20, false],
    [21, 1_000, false],
    [101, 1_000, true],
    [21, 100, true],
  ])('for %d removals of %d entities says %s', (removals, total, expected) => {
    expect(wantsConfirmation(removals, total, defaultRemovalCeiling)).toBe(
      expected,
    );
  });
});
