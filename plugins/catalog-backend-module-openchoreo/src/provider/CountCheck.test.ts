import { CountCheck } from './CountCheck';

/** Which of the checks of pairs of accepted and present entities need a comparison. */
function results(...counts: [number, number][]): boolean[] {
  const check = new CountCheck();
  return counts.map(([accepted, present]) => check.check(accepted, present));
}

describe('CountCheck', () => {
  it('needs no comparison while the catalog has all entities', () => {
    expect(results([10, 10], [10, 10])).toEqual([false, false]);
  });

  it('needs one comparison for entities that are missing', () => {
    expect(results([10, 10], [10, 8], [10, 8])).toEqual([false, true, false]);
  });

  it('needs one for entities that nobody has given to the catalog', () => {
    expect(results([10, 10], [10, 11])).toEqual([false, true]);
  });

  it('needs none while the catalog catches up', () => {
    expect(results([10, 0], [10, 4], [10, 10])).toEqual([false, false, false]);
  });

  it('needs another one for the same difference after there was none', () => {
    expect(results([10, 10], [10, 8], [10, 10], [10, 8])).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});
