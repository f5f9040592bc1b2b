import { describePattern } from './describe-pattern';

describe('describePattern', () => {
  it.each([
    ['^[a-z]+$', 'lower-case letters'],
    [
      '^[a-z][a-z0-9_]*$',
      'lower-case letters, then optional lower-case letters, digits and underscores',
    ],
    ['^v\\d+$', '"v", then digits'],
    ['^[0-9]{4}-[0-9]{2,}$', '4 digits, then "-", then at least 2 digits'],
    [
      '^[\\w.-]{1,20}$',
      '1 to 20 upper-case letters, lower-case letters, digits, underscores, dots and dashes',
    ],
    ['^\\/[a-z]?$', '"/", then optional lower-case letters'],
  ])('describes %s', (pattern, words) => {
    expect(describePattern(pattern)).toBe(words);
  });

  it.each(['[a-z]+', '^(a|b)$', '^[^x]$', '^[a-f]$', '^.*$', '^a(?=b)$', '^$'])(
    'does not describe %s',
    pattern => {
      expect(describePattern(pattern)).toBeUndefined();
    },
  );
});
