import { plainText, plainValue } from './plainText';

describe('plainText', () => {
  it('removes what has an effect on a terminal', () => {
    const message = 'a\x1b[2Jb\x1b]0;title\x07c\rd\x08e\x9b31mf';
    expect(plainText(message)).toBe('abcdef');
  });

  it('keeps lines, tabs and letters', () => {
    expect(plainText('Grün\n\tè 🚋')).toBe('Grün\n\tè 🚋');
  });
});

describe('plainValue', () => {
  it('goes through lists and objects', () => {
    const value = { count: 1, list: [{ text: 'a\x1b[1mb' }], none: undefined };
    expect(plainValue(value)).toEqual({
      count: 1,
      list: [{ text: 'ab' }],
      none: undefined,
    });
  });
});
