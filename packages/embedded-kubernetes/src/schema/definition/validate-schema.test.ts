import { describeFieldErrors } from '../field-error';
import { parseSchema } from './parse-schema';
import { validateSchema } from './validate-schema';

const validate = (spec: object) => {
  const schema = JSON.parse(
    JSON.stringify({ type: 'object', properties: { spec } }),
  );
  const errors = validateSchema(parseSchema(schema, 'schema'), 'schema');
  return errors.length === 0 ? '' : describeFieldErrors(errors);
};
const text = { type: 'string' };
const list = (items: object, more: object) => ({
  type: 'array',
  items,
  ...more,
});
const path = 'schema.properties[spec]';

describe('validateSchema', () => {
  it.each([
    [
      'a map list',
      list(
        { type: 'object', required: ['a'], properties: { a: text } },
        {
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['a'],
        },
      ),
    ],
    [
      'int or string',
      {
        'x-kubernetes-int-or-string': true,
        anyOf: [{ type: 'integer' }, { type: 'string' }],
      },
    ],
    ['any value', { 'x-kubernetes-preserve-unknown-fields': true }],
    [
      'a default',
      { type: 'object', default: { a: 'b' }, properties: { a: text } },
    ],
    [
      'a restriction',
      {
        type: 'object',
        properties: { a: text, b: text },
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
      },
    ],
    [
      'an embedded resource',
      {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
    ],
  ])('accepts %s', (_, schema) => {
    expect(validate(schema)).toBe('');
  });

  /** The messages of kube-apiserver 1.36. */
  it.each([
    [
      {},
      `${path}.type: Required value: must not be empty for specified object fields`,
    ],
    [
      { type: 'text' },
      `${path}.type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"`,
    ],
    [{ type: 'array' }, `${path}.items: Required value: must be specified`],
    [
      list({}, {}),
      `${path}.items.type: Required value: must not be empty for specified array items`,
    ],
    [
      { ...text, pattern: '(' },
      `${path}.pattern: Invalid value: "(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): \`(\``,
    ],
    [
      list(text, { 'x-kubernetes-list-type': 'map' }),
      `${path}.x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map`,
    ],
    [
      list(
        { type: 'object', properties: { a: text } },
        {
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['b'],
        },
      ),
      `${path}.x-kubernetes-list-map-keys: Invalid value: ["b"]: entries must all be names of item properties`,
    ],
    [
      list(
        { type: 'object', properties: { a: text } },
        {
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['a'],
        },
      ),
      `${path}.items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
    ],
    [
      list(
        { type: 'object', properties: { a: text } },
        { 'x-kubernetes-list-type': 'set' },
      ),
      `${path}.items.x-kubernetes-map-type: Invalid value: "": must be atomic as item of a list with x-kubernetes-list-type=set`,
    ],
    [
      list(text, { 'x-kubernetes-list-type': 'bag' }),
      `${path}.x-kubernetes-list-type: Unsupported value: "bag": supported values: "atomic", "set", "map"`,
    ],
    [
      list(text, { uniqueItems: true }),
      `${path}.uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic`,
    ],
    [
      { ...text, $ref: '#/a' },
      `${path}.$ref: Forbidden: $ref is not supported`,
    ],
    [
      { type: 'object', properties: { a: text }, additionalProperties: text },
      `${path}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
    ],
    [
      {
        type: 'object',
        properties: { a: text },
        anyOf: [{ properties: { b: {} } }],
      },
      `${path}.properties[b]: Required value: because it is defined in ${path}.anyOf[0].properties[b]`,
    ],
    [
      { ...text, not: { type: 'string' } },
      `${path}.not.type: Forbidden: must be empty to be structural`,
    ],
    [
      { ...text, default: 1 },
      `${path}.default: Invalid value: "integer": ${path}.default in body must be of type string: "integer"`,
    ],
    [
      { type: 'object', default: { b: 1 }, properties: { a: text } },
      `${path}.default: Invalid value: {"b":1}: must not have unknown fields`,
    ],
    [
      { ...text, 'x-kubernetes-validations': [{ rule: ' ' }] },
      `${path}.x-kubernetes-validations[0].rule: Required value: rule is not specified`,
    ],
  ])('rejects %j', (schema, message) => {
    expect(validate(schema)).toBe(message);
  });

  it('rejects a root that is not an object', () => {
    expect(
      describeFieldErrors(validateSchema({ type: 'string' }, 'schema')),
    ).toBe('schema.type: Invalid value: "string": must be object at the root');
  });

  it('rejects defaults and other restrictions of metadata', () => {
    const metadata = {
      type: 'object',
      properties: { labels: { type: 'object' } },
    };
    expect(
      describeFieldErrors(
        validateSchema({ type: 'object', properties: { metadata } }, 'schema'),
      ),
    ).toBe(
      'schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified',
    );
  });
});

describe('parseSchema', () => {
  it('drops null fields and unknown fields', () => {
    expect(
      parseSchema({ type: 'string', pattern: null, unknown: 1 }, 'schema'),
    ).toEqual({ type: 'string' });
  });

  it.each([
    ['a type', { type: 5 }, 'schema.type'],
    ['properties', { properties: [] }, 'schema.properties'],
    ['items', { items: 'string' }, 'schema.items'],
    ['a nested schema', { anyOf: [{}, 1] }, 'schema.anyOf[1]'],
    ['an enumeration', { enum: {} }, 'schema.enum'],
    ['a length', { maxLength: 1.5 }, 'schema.maxLength'],
  ])('rejects the wrong type of %s', (_, schema, field) => {
    expect(() =>
      parseSchema(JSON.parse(JSON.stringify(schema)), 'schema'),
    ).toThrow(`into ${field}: must be`);
  });
});
