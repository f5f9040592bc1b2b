import type { JsonValue } from '../json';
import { describeFieldErrors } from '../field-error';
import type { StructuralSchema, ValidationRule } from '../structural-schema';
import { validate } from '../validate';
import { compileRules } from './compile-rules';

const text: StructuralSchema = { type: 'string' };
const integer: StructuralSchema = { type: 'integer' };

function withRules(
  schema: StructuralSchema,
  ...rules: (string | ValidationRule)[]
): StructuralSchema {
  return {
    ...schema,
    'x-kubernetes-validations': rules.map(rule =>
      typeof rule === 'string' ? { rule } : rule,
    ),
  };
}

function list(items: StructuralSchema): StructuralSchema {
  return { type: 'array', items };
}

function object(
  properties: Record<string, StructuralSchema>,
): StructuralSchema {
  return { type: 'object', properties };
}

function mapList(
  properties: Record<string, StructuralSchema>,
): StructuralSchema {
  return {
    ...list({ ...object({ key: text, ...properties }), required: ['key'] }),
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['key'],
  };
}

function rootOf(spec: StructuralSchema): StructuralSchema {
  return { type: 'object', properties: { spec } };
}

function resource(spec: JsonValue | undefined) {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'one', uid: 'a' },
    ...(spec === undefined ? {} : { spec }),
  };
}

/** The errors of an object with a `spec` of the schema; '' if there are none. */
function errorsOf(
  spec: StructuralSchema,
  value: JsonValue | undefined,
  old?: JsonValue,
): string {
  const schema = rootOf(spec);
  const { tree, errors } = compileRules(schema, 'schema');
  expect(errors).toEqual([]);
  const found = validate(
    schema,
    resource(value),
    old === undefined ? undefined : resource(old),
    tree,
  );
  return found.length === 0 ? '' : describeFieldErrors(found);
}

/** The errors of the definition. */
function definitionErrors(spec: StructuralSchema): string {
  return describeFieldErrors(compileRules(rootOf(spec), 'schema').errors);
}

describe('evaluateRules', () => {
  const person = object({ name: text, 'first-name': text, age: integer });

  it.each<[StructuralSchema, JsonValue, string]>([
    [withRules(text, "self == 'a'"), 'a', ''],
    [
      withRules(text, "self == 'a'"),
      'b',
      `spec: Invalid value: "b": failed rule: self == 'a'`,
    ],
    [
      withRules(person, { rule: 'self.age > 5', message: 'is too young' }),
      { age: 5 },
      'spec: Invalid value: is too young',
    ],
    [
      withRules(person, 'self.age > 5'),
      {},
      'spec: Invalid value: "object": no such key: age evaluating rule: self.age > 5',
    ],
    [
      withRules(person, {
        rule: 'has(self.name)',
        message: 'name it',
        fieldPath: '.name',
        reason: 'FieldValueRequired',
      }),
      {},
      'spec.name: Required value: name it',
    ],
    [
      withRules(person, {
        rule: 'false',
        message: 'never',
        reason: 'FieldValueForbidden',
      }),
      {},
      'spec: Forbidden: never',
    ],
    [
      withRules(text, { rule: 'false', reason: 'FieldValueDuplicate' }),
      'a',
      'spec: Duplicate value: "a"',
    ],
    [
      withRules(person, {
        rule: 'self.age > 5',
        messageExpression: "self.name + ' is too young'",
        message: 'is too young',
      }),
      { age: 1, name: 'Ada' },
      'spec: Invalid value: Ada is too young',
    ],
    [
      withRules(person, {
        rule: 'self.age > 5',
        messageExpression: "self.name + ' is too young'",
        message: 'is too young',
      }),
      { age: 1 },
      'spec: Invalid value: is too young',
    ],
    [
      withRules(person, "self.first__dash__name == 'a'"),
      { 'first-name': 'a' },
      '',
    ],
    [
      withRules(
        object({ namespace: text }),
        'has(self.namespace) && self.namespace == self.__namespace__',
      ),
      { namespace: 'a' },
      '',
    ],
    [
      { type: 'object', additionalProperties: withRules(integer, 'self > 0') },
      { a: 1, b: 0 },
      'spec[b]: Invalid value: 0: failed rule: self > 0',
    ],
    [
      list(withRules(integer, 'self % 2 == 0')),
      [2, 3],
      'spec[1]: Invalid value: 3: failed rule: self % 2 == 0',
    ],
    [
      withRules(list(text), 'self.all(x, self.exists_one(y, x == y))'),
      ['a'],
      '',
    ],
    [withRules(text, "self.matches('(?i)^ab$')"), 'AB', ''],
    [
      withRules({ 'x-kubernetes-int-or-string': true }, 'type(self) == int'),
      '1',
      'spec: Invalid value: "1": failed rule: type(self) == int',
    ],
    [
      withRules(
        object({
          from: { type: 'string', format: 'date-time' },
          to: { type: 'string', format: 'date-time' },
        }),
        "self.to - self.from <= duration('1h')",
      ),
      { from: '2024-01-01T00:00:00Z', to: '2024-01-01T02:00:00+01:00' },
      '',
    ],
    [withRules(list(object({ a: text })), 'has(self[0].a)'), [{ a: '1' }], ''],
    [withRules(text, "quantity(self).isLessThan(quantity('1Gi'))"), '100m', ''],
    [withRules(text, "url(self).getHost() == 'a.b'"), 'https://a.b/c', ''],
    [withRules(text, "self.find('[0-9]+') == '12'"), 'a12b', ''],
    [
      withRules(list(integer), 'self.isSorted() && self.sum() == 3'),
      [1, 2],
      '',
    ],
    [withRules(person, "self.?name.orValue('x') == 'x'"), {}, ''],
    [withRules({ ...integer, nullable: true }, 'self > 1'), null, ''],
  ])('validates by the rules of %j the value %j', (schema, value, errors) => {
    expect(errorsOf(schema, value)).toBe(errors);
  });

  it('evaluates transition rules only where there is an old value', () => {
    const immutable = { rule: 'self == oldSelf', message: 'is immutable' };
    const value = withRules(text, immutable);
    expect(errorsOf(value, 'a')).toBe('');
    expect(errorsOf(value, 'a', 'a')).toBe('');
    expect(errorsOf(value, 'b', 'a')).toBe(
      'spec: Invalid value: "b": is immutable',
    );
    const map = { type: 'object', additionalProperties: value };
    expect(errorsOf(map, { a: '1', b: '2' }, { a: '1' })).toBe('');
    expect(errorsOf(map, { a: '2' }, { a: '1' })).not.toBe('');
    const items = mapList({ value });
    expect(
      errorsOf(
        items,
        [
          { key: 'b', value: '2' },
          { key: 'a', value: '1' },
        ],
        [{ key: 'a', value: '1' }],
      ),
    ).toBe('');
    expect(
      errorsOf(items, [{ key: 'a', value: '2' }], [{ key: 'a', value: '1' }]),
    ).toBe('spec[0].value: Invalid value: "2": is immutable');
  });

  it('passes an optional oldSelf on create', () => {
    const schema = withRules(text, {
      rule: "oldSelf.hasValue() || self == 'first'",
      optionalOldSelf: true,
    });
    expect(errorsOf(schema, 'first')).toBe('');
    expect(errorsOf(schema, 'second')).not.toBe('');
    expect(errorsOf(schema, 'second', 'first')).toBe('');
  });

  it.each<[StructuralSchema, JsonValue, JsonValue, boolean]>([
    [list(text), ['a', 'b'], ['b', 'a'], false],
    [
      { ...list(text), 'x-kubernetes-list-type': 'set' },
      ['a', 'b'],
      ['b', 'a'],
      true,
    ],
    [
      mapList({ n: integer }),
      [{ key: 'a', n: 1 }, { key: 'b' }],
      [{ key: 'b' }, { key: 'a', n: 1 }],
      true,
    ],
    [
      mapList({ n: integer }),
      [{ key: 'a', n: 1 }],
      [{ key: 'a', n: 2 }],
      false,
    ],
    [object({ a: text, b: list(integer) }), { b: [1] }, { b: [1] }, true],
    [object({ a: text }), {}, { a: '1' }, false],
    [
      { ...object({}), 'x-kubernetes-preserve-unknown-fields': true },
      { a: { b: [1] } },
      { a: { b: [2] } },
      false,
    ],
  ])('compares values of %j: %j and %j', (schema, value, old, isEqual) => {
    const parent = withRules(object({ v: schema }), 'self.v == oldSelf.v');
    expect(errorsOf(parent, { v: value }, { v: old }) === '').toBe(isEqual);
  });

  it('does not enforce a rule for an unchanged value', () => {
    const schema = object({ a: withRules(text, "self == 'good'"), b: text });
    expect(errorsOf(schema, { a: 'bad', b: '2' }, { a: 'bad', b: '1' })).toBe(
      '',
    );
    expect(errorsOf(schema, { a: 'worse' }, { a: 'bad' })).not.toBe('');
  });

  it('does not evaluate rules of an object with a wrong type', () => {
    expect(
      errorsOf(withRules(object({ a: integer }), 'false'), { a: 'x' }),
    ).toBe(
      `[spec.a: Invalid value: "string": spec.a in body must be of type integer: "string", <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]`,
    );
  });

  const items = Array.from({ length: 10_000 }, (_, index) => `item${index}`);

  it.each([
    'self.all(a, self.all(b, self.all(c, a != b || b != c || true)))',
    'self.all(a, self.exists(b, self.all(c, a == b && b == c)) || true)',
    'self.all(a, a in self)',
    'self.map(a, self.map(b, self)).size() > 0',
    'self.all(a, self == self)',
  ])('stops %s when its cost exceeds the limit', rule => {
    const schema = withRules(list(text), { rule, message: 'm' }, 'false');
    expect(errorsOf(schema, items)).toBe(
      `spec: Invalid value: "array": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: m`,
    );
  });

  it('stops when the cost of all rules exceeds the limit of a write', () => {
    const schema = list(
      withRules(list(text), 'self.all(a, self.all(b, a != b || true))'),
    );
    const short = items.slice(0, 200);
    expect(errorsOf(schema, [short])).toBe('');
    expect(errorsOf(schema, Array(50).fill(short))).toContain(
      'running out of cost budget, no further validation rules will be run',
    );
  });

  it.each([
    ["self.replace('a', self) == self", 'a'.repeat(100_000)],
    ["self.split('').join(self) == self", 'a'.repeat(100_000)],
    ["self.findAll('a(.*z)?').size() == 1", 'a'.repeat(100_000)],
  ])('fails for %s with a long text', (rule, value) => {
    expect(errorsOf(withRules(text, rule), value)).toContain('too long');
  });
});

describe('compileRules', () => {
  const schema = object({ name: text, count: integer, names: list(text) });

  it.each([
    ['self.other', 'compilation failed: No such key: other'],
    ['has(self.other)', 'compilation failed: No such key: other'],
    ['self.name', 'cel expression must evaluate to a bool'],
    ['self.name == 1', 'compilation failed: no such overload: string == int'],
    ["self.name == 'a' &&", 'compilation failed: Unexpected token: EOF'],
    ['self.names.all(x, y)', 'compilation failed: Unknown variable: y'],
    ["self.name.matches('(')", 'compilation failed: error parsing regexp'],
    ["duration('x') == duration('1s')", 'compilation failed: Invalid duration'],
    ['self.name.unknown()', 'compilation failed: found no matching overload'],
  ])('rejects %s', (rule, message) => {
    expect(definitionErrors(withRules(schema, rule))).toContain(message);
  });

  it('rejects a message expression that is not a string', () => {
    expect(
      definitionErrors(
        withRules(schema, { rule: 'true', messageExpression: '1' }),
      ),
    ).toContain(
      'schema.properties[spec].x-kubernetes-validations[0].messageExpression: Invalid value: {"Rule":"true","Message":"","MessageExpression":"1","Reason":null,"FieldPath":"","OptionalOldSelf":null}: messageExpression must evaluate to a string',
    );
  });

  it('rejects a transition rule in a list whose items cannot be matched', () => {
    expect(definitionErrors(list(withRules(text, 'self == oldSelf')))).toBe(
      'schema.properties[spec].items.x-kubernetes-validations[0].rule: Invalid value: "self == oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within schema.properties[spec]',
    );
  });

  it('rejects optionalOldSelf of a rule that does not use oldSelf', () => {
    expect(
      definitionErrors(
        withRules(text, { rule: "self == 'a'", optionalOldSelf: true }),
      ),
    ).toContain('may not be set if oldSelf is not used in rule');
  });

  it.each([
    ['ip(self).family() == 4', 'ip'],
    ["sets.contains(['a'], [self])", 'sets'],
    ["'%s'.format([self]) == 'a'", 'format'],
    ["{'a': 1}.all(k, v, k == self && v > 0)", 'all'],
  ])('skips the unsupported rule %s, and says so', (rule, name) => {
    const { errors, skipped } = compileRules(
      rootOf(withRules(text, rule)),
      'schema',
    );
    expect(errors).toEqual([]);
    expect(skipped).toEqual([
      {
        path: 'schema.properties[spec].x-kubernetes-validations[0].rule',
        expression: rule,
        reason: `the function ${name} is not supported`,
      },
    ]);
    expect(errorsOf(withRules(text, rule), '::1')).toBe('');
  });
});
