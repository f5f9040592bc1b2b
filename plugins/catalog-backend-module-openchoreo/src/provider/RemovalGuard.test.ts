import { defaultRemovalLimit, RemovalGuard } from './RemovalGuard';

const removals = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    id: `unit${from + i}`,
    removed: [`component:acme/c${from + i}`],
  }));

describe('RemovalGuard', () => {
  it.each([
    [1, 1, false],
    [20, 20, false],
    [21, 1_000, false],
    [101, 1_000, true],
    [21, 100, true],
  ])('for %d removals of %d entities holds: %s', (count, total, isHeld) => {
    const guard = new RemovalGuard(defaultRemovalLimit);
    const { held, newlyHeld } = guard.check(removals(count), total);
    expect([held.size, newlyHeld.length]).toEqual(
      isHeld ? [count, count] : [0, 0],
    );
  });

  it('holds a removal that is checked again alone', () => {
    const guard = new RemovalGuard(defaultRemovalLimit);
    guard.check(removals(50), 100);
    const { held, newlyHeld } = guard.check(removals(1), 100);
    expect([...held]).toEqual(['unit0']);
    expect(newlyHeld).toEqual([]);
  });

  it('holds few removals that are uncertain, and many that are certain not', () => {
    const guard = new RemovalGuard(defaultRemovalLimit);
    const [uncertain] = removals(1);
    const certain = removals(50, 1);
    const { held } = guard.check(
      [
        { ...uncertain, isUncertain: true },
        ...certain.map(each => ({ ...each, isCertain: true })),
      ],
      100,
    );
    expect([...held]).toEqual(['unit0']);
  });

  it('allows confirmed removals once', () => {
    const guard = new RemovalGuard(defaultRemovalLimit);
    const { newlyHeld } = guard.check(removals(50), 100);
    guard.confirm(newlyHeld);
    expect(guard.check(removals(50), 100).held.size).toBe(0);
    expect(guard.check(removals(50), 100).held.size).toBe(50);
  });

  it('does not confirm a unit whose resources came back', () => {
    const guard = new RemovalGuard(defaultRemovalLimit);
    const { newlyHeld } = guard.check(removals(50), 100);
    guard.check([{ id: 'unit0', removed: [] }], 100);
    guard.confirm(newlyHeld);
    const { held } = guard.check([...removals(1), ...removals(30, 100)], 100);
    expect(held.has('unit0')).toBe(true);
  });
});
