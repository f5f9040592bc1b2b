import { parseJson, parseYamlBody } from './parse-body';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('parses what JSON.parse parses', () => {
    const text = '{"a":[1,-2.5e3,true,null,"x"],"__proto__":{"b":1}}';
    expect(JSON.stringify(parseJson(text))).toBe(
      '{"a":[1,-2500,true,null,"x"],"__proto__":{"b":1}}',
    );
  });

  it.each([
    ['9007199254740993', '9007199254740993'],
    ['{"a":[{"b":-9223372036854775807}]}', '-9223372036854775807'],
    ['[9223372036854775807]', '9223372036854775807'],
  ])('rejects %s, which a number cannot hold', (text, integer) => {
    expect(() => parseJson(text)).toThrow(
      `the integer ${integer} is out of range: this server supports integers up to 9007199254740991`,
    );
  });

  it.each([
    '9007199254740991',
    '9007199254740992',
    '1e20',
    '"9007199254740993"',
  ])('accepts %s', text => {
    expect(JSON.stringify(parseJson(text))).toBe(
      JSON.stringify(JSON.parse(text)),
    );
  });

  it('rejects a number that is infinite', () => {
    expect(() => parseJson('{"a":1e400}')).toThrow('number out of range');
  });

  it('rejects deep nesting', () => {
    expect(() => parseJson(nested(500))).not.toThrow();
    expect(() => parseJson(nested(501))).toThrow('exceeded max depth');
    expect(() => parseJson(nested(1_000_000))).toThrow('exceeded max depth');
  });
});

describe('parseYamlBody', () => {
  it('parses YAML and JSON', () => {
    expect(parseYamlBody('a: {b: [1, x]}\nc: 1.5')).toEqual({
      a: { b: [1, 'x'] },
      c: 1.5,
    });
    expect(parseYamlBody('{"a":1}')).toEqual({ a: 1 });
    expect(parseYamlBody('a: 0x10\nb: -7\nc: 2001-01-01\nd: no\ne:')).toEqual({
      a: 16,
      b: -7,
      c: '2001-01-01',
      d: 'no',
      e: null,
    });
  });

  const expandingAliases = [...'abcdefghi']
    .map((name, index, all) =>
      index === 0
        ? `${name}: &${name} [x]`
        : `${name}: &${name} [${`*${all[index - 1]},`.repeat(9)}]`,
    )
    .join('\n');

  it('parses large documents in linear time', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `k${index}: v`);
    expect(Object.keys(Object(parseYamlBody(lines.join('\n'))))).toHaveLength(
      50_000,
    );
    expect(() => parseYamlBody('!a '.repeat(100_000))).toThrow('tag');
  });

  it.each([
    ['a large integer', 'a: 9007199254740993', 'out of range'],
    ['an infinite number', 'a: .inf', 'number out of range'],
    ['bytes', 'a: !!binary aGk=', 'unknown tag'],
    ['a repeated key', 'a: 1\na: 2', 'duplicated mapping key'],
    ['a cycle', 'a: &a [*a]', 'exceeded max depth'],
    ['deep nesting', nested(600), 'nesting exceeded maxDepth'],
    ['expanding aliases', expandingAliases, 'too many values'],
  ])('rejects %s', (_, text, message) => {
    expect(() => parseYamlBody(text)).toThrow(message);
  });
});
