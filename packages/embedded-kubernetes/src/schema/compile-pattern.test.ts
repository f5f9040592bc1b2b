import { compilePattern, matchesPattern } from './compile-pattern';

describe('matchesPattern', () => {
  it.each([
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'abC', false],
    ['b', 'abc', true],
    ['(?i)^ABC$', 'abc', true],
    ['\\Aab\\z', 'ab', true],
    ['^(?P<x>a)[[:alnum:]]\\_$', 'a1_', true],
    ['^.$', '😀', true],
  ])('%s with %s is %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it('matches in linear time', () => {
    expect(matchesPattern('^(a+)+$', `${'a'.repeat(100_000)}b`)).toBe(false);
  });

  it('does not match a text that is too long for the pattern', () => {
    expect(matchesPattern('(?:a|b|c|d){1,1000}', 'a'.repeat(1_500_000))).toBe(
      false,
    );
  });
});

describe('compilePattern', () => {
  it.each([
    ['(', 'error parsing regexp: missing closing ): `(`'],
    [
      '(?=a)',
      'error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    ],
    ['a{1001}', 'error parsing regexp: invalid repeat count: `{1001}`'],
  ])('rejects %s', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
