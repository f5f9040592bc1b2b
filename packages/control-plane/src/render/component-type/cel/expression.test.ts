import { evaluateExpression } from './expression';
import { setHelpers } from './helpers';
import { toCel, toJson } from './values';

const variables = {
  parameters: toCel({ replicas: 2, ratio: 0.5, name: 'web', tags: ['b', 'a'] }),
  endpoints: toCel({
    web: { type: 'HTTP', port: 80, visibility: ['external'] },
    admin: { type: 'TCP', port: 81, visibility: ['project'] },
  }),
  dependencies: setHelpers({}, { toContainerEnvs: [{ name: 'A' }] }),
};

const evaluate = (text: string) => toJson(evaluateExpression(text, variables));

describe('an expression', () => {
  it.each([
    ['parameters.replicas + 1', 3],
    ['parameters.ratio * 2.0', 1],
    ['has(parameters.size) ? parameters.size : "none"', 'none'],
    ['parameters.?size.orValue("none")', 'none'],
    ['has([{"a": 1}][0].a) && !has({"a": 1}.b)', true],
    ['has(parameters["name"].x) || true', true],
    [
      'oc_merge({"a": 1, "b": 1}, {"b": 2}, {"c": "x"})',
      { a: 1, b: 2, c: 'x' },
    ],
    ['oc_generate_name("project", "component")', 'project-component-932d1646'],
    [
      'oc_generate_name(["project", "component"])',
      'project-component-932d1646',
    ],
    ['oc_hash("/etc/config/config.json")', '6c698306'],
    ['{"a": 1, "b": oc_omit()}', { a: 1 }],
    ['["x", oc_omit(), "y"]', ['x', 'y']],
    ['{"name": "a", ?"size": parameters.?size}', { name: 'a' }],
    ['{?"tags": parameters.?tags, "is": "{?"}', { tags: ['b', 'a'], is: '{?' }],
    ['endpoints.exists(name, e, "external" in e.visibility)', true],
    ['endpoints.all(name, e, e.port > 80)', false],
    ['endpoints.existsOne(name, e, e.port > 80)', true],
    ['endpoints.transformMap(name, e, e.type == "HTTP", e.port)', { web: 80 }],
    [
      'endpoints.transformList(name, e, name + ":" + string(e.port))',
      ['admin:81', 'web:80'],
    ],
    [
      '[{"n": "A", "v": "1"}].transformMapEntry(i, e, {e.n: e.v + string(i)})',
      { A: '10' },
    ],
    ['parameters.?name.optMap(n, n + "!").orValue("")', 'web!'],
    ['["a", "a", "b"].distinct()', ['a', 'b']],
    ['[["a"], ["b"]].flatten()', ['a', 'b']],
    ['parameters.tags.sort()', ['a', 'b']],
    ['parameters.tags.reverse().slice(0, 1)', ['a']],
    ['[{"n": 2}, {"n": 1}].sortBy(x, x.n).map(x, x.n)', [1, 2]],
    ['lists.range(3)', [0, 1, 2]],
    ['sets.contains(["a", "b"], ["b"])', true],
    ['math.greatest(1, 3, 2)', 3],
    ['math.least([4, 3])', 3],
    ['base64.encode(b"hello")', 'aGVsbG8='],
    ['"a.b.c".replace(".", "-")', 'a-b-c'],
    ['"a.b.c".replace(".", "-", 1)', 'a-b.c'],
    [
      '"%s is %d, %.2f and %s".format(["a", 2, 0.5, [1]])',
      'a is 2, 0.50 and [1]',
    ],
    ['dependencies.toContainerEnvs()', [{ name: 'A' }]],
  ])('%s', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    ['parameters.size', 'No such key: size'],
    ['parameters.nope()', "found no matching overload for 'dyn.nope()'"],
    [
      'lists.range(10001)',
      'lists.range: size 10001 exceeds maximum allowed (10000)',
    ],
    [
      'parameters.toVolumes()',
      'toVolumes() is a function of configurations and dependencies',
    ],
    ['"%d".format([])', 'format: no argument for %d'],
    ['["a", 1].sort()', 'the values cannot be compared with each other'],
  ])('%s fails', (text, message) => {
    expect(() => evaluate(text)).toThrow(message);
  });

  it.each([
    'lists.range(10000).map(a, lists.range(10000).map(b, a + b))',
    'lists.range(10000).transformList(i, a, lists.range(10000).all(b, b < 0))',
    `${'cel.bind(s, s + s, '.repeat(40)}size(s)${')'.repeat(40)}`,
    `${'cel.bind(l, l + l, '.repeat(40)}size(l)${')'.repeat(40)}`,
    `s${'.replace("a", "aaaaaaaa")'.repeat(20)}`,
  ])('ends when it takes too many steps: %s', text => {
    expect(() => evaluateExpression(text, { s: 'aaaa', l: [1n, 2n] })).toThrow(
      'the expressions take more than 1000000 steps',
    );
  });

  it('has regular expressions of RE2', () => {
    expect(evaluate('"ab".matches("^a(?P<last>b)$")')).toBe(true);
    expect(() => evaluate('"a".matches("(?=a)")')).toThrow(/perl|invalid/i);
  });

  it('does not depend on the order of members', () => {
    const list = (map: object) =>
      evaluateExpression('m.map(key, key)', { m: toCel(map) });
    expect(list({ b: 1, a: 2 })).toEqual(list({ a: 2, b: 1 }));
  });

  it('cannot change the prototype of objects', () => {
    const result = evaluateExpression('oc_merge(m, {"a": 1})', {
      m: toCel(JSON.parse('{"__proto__": {"isAdmin": true}}')),
    });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.prototype).not.toHaveProperty('isAdmin');
  });
});
