import {
  appendLines,
  isAroundFailure,
  matchingLines,
  maxLines,
  plainText,
  splitMatches,
} from './logText';

const line = (text: string, at?: string) => ({ text, at });

describe('the text of a log', () => {
  it('has no escape sequences of terminals', () => {
    expect(plainText('\u001b[1;31mred\u001b[0m and plain')).toBe(
      'red and plain',
    );
  });

  it('keeps the newest lines', () => {
    const lines = appendLines(
      [],
      Array.from({ length: maxLines }, (_, i) => line(`${i}`)),
    );
    const kept = appendLines(lines, [line('new')]);
    expect(kept).toHaveLength(maxLines);
    expect(kept[0]).toBe(lines[1]);
    expect(kept[0]).toEqual({ text: '1', number: 1 });
    expect(kept.at(-1)).toEqual({ text: 'new', number: maxLines });
  });

  it('is searched without regard to case and color', () => {
    const lines = [line('ERR\u001b[0mOR a'), line('ok'), line('an error')];
    expect(matchingLines(lines, ' error ')).toEqual([lines[0], lines[2]]);
    expect(matchingLines(lines, '')).toBe(lines);
  });

  it('is split where it matches, with all characters', () => {
    expect(splitMatches('a.b A.B axb', 'a.b')).toEqual([
      { text: 'a.b', isMatch: true },
      { text: ' ', isMatch: false },
      { text: 'A.B', isMatch: true },
      { text: ' axb', isMatch: false },
    ]);
    expect(splitMatches('[x', '[')[0]).toEqual({ text: '[', isMatch: true });
    expect(splitMatches('x', '')).toEqual([{ text: 'x', isMatch: false }]);
  });

  it('is around a failure within two seconds', () => {
    const at = '2026-03-01T12:00:00Z';
    expect(isAroundFailure(line('', '2026-03-01T11:59:58.5Z'), at)).toBe(true);
    expect(isAroundFailure(line('', '2026-03-01T11:59:50Z'), at)).toBe(false);
    expect(isAroundFailure(line(''), at)).toBe(false);
    expect(isAroundFailure(line('', at), undefined)).toBe(false);
  });
});
