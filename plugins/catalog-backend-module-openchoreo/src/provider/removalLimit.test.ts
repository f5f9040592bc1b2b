import { defaultRemovalLimit, needsConfirmation } from './removalLimit';

describe('needsConfirmation', () => {
  it.each([
    [1, 1, false],
    [20, 20, false],
    [21, 1_000, false],
    [101, 1_000, true],
    [21, 100, true],
  ])('for %d removals of %d entities is %s', (removals, total, expected) => {
    expect(needsConfirmation(removals, total, defaultRemovalLimit)).toBe(
      expected,
    );
  });
});
