import { mergePatch } from './mergePatch';

describe('mergePatch', () => {
  it('returns undefined for equal values', () => {
    expect(
      mergePatch(
        { a: 1, b: undefined, c: [{ d: 1 }] },
        { a: 1, c: [{ d: 1 }] },
      ),
    ).toBeUndefined();
  });

  it('ignores the order of members', () => {
    expect(mergePatch({ a: 1, b: 2 }, { b: 2, a: 1 })).toBeUndefined();
  });

  it('removes with null, replaces lists and recurses into objects', () => {
    expect(
      mergePatch(
        { gone: 1, list: [1, 2], deep: { kept: 1, changed: 1 } },
        { list: [2], deep: { kept: 1, changed: 2, added: { x: 1 } } },
      ),
    ).toEqual({
      gone: null,
      list: [2],
      deep: { changed: 2, added: { x: 1 } },
    });
  });
});
