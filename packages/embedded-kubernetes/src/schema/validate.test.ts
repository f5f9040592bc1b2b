import { KubeObject } from '../api/types';
import { describeFieldErrors } from './field-error';
import { StructuralSchema } from './structural-schema';
import { validate } from './validate';

const text: StructuralSchema = { type: 'string' };

const properties: Record<string, StructuralSchema> = {
  owner: { ...text, minLength: 1, maxLength: 10 },
  type: { ...text, enum: ['service', 'job'] },
  replicas: { type: 'integer', format: 'int32', minimum: 0, maximum: 9 },
  even: { type: 'integer', multipleOf: 2 },
  ratio: { type: 'number', minimum: 0, exclusiveMinimum: true },
  when: { ...text, format: 'date-time' },
  lower: { ...text, pattern: '^[a-z]+$' },
  port: { 'x-kubernetes-int-or-string': true },
  some: { type: 'array', items: text, minItems: 1, maxItems: 2 },
  tags: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
  env: {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: {
      type: 'object',
      required: ['name'],
      properties: { name: text, value: { ...text, maxLength: 3 } },
    },
  },
  either: {
    type: 'object',
    properties: { a: text, b: text },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  },
  any: {
    type: 'object',
    properties: { a: text },
    anyOf: [{ required: ['a'] }],
  },
  never: {
    type: 'object',
    properties: { a: text },
    not: { required: ['a'] },
  },
};

const schema: StructuralSchema = {
  type: 'object',
  properties: { spec: { type: 'object', required: ['owner'], properties } },
};

function widget(spec: object): KubeObject {
  return {
    apiVersion: 'a/v1',
    kind: 'Widget',
    metadata: { name: 'w' },
    spec: { owner: 'ann', ...spec },
  };
}

/** The messages of kube-apiserver 1.36. */
const invalidObjects: [object, string][] = [
  [
    { owner: '' },
    'spec.owner: Invalid value: "": spec.owner in body should be at least 1 chars long',
  ],
  [
    { owner: 'abcdefghijk' },
    'spec.owner: Too long: may not be more than 10 bytes',
  ],
  [
    { type: 'nope' },
    'spec.type: Unsupported value: "nope": supported values: "service", "job"',
  ],
  [
    { replicas: 'x' },
    'spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"',
  ],
  [
    { replicas: -1 },
    'spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0',
  ],
  [
    { replicas: 10 },
    'spec.replicas: Invalid value: 10: spec.replicas in body should be less than or equal to 9',
  ],
  [
    { replicas: 1.5 },
    '[spec.replicas: Invalid value: "float64": spec.replicas in body must be of type int32: "float64", <nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec.replicas]',
  ],
  [
    { even: 3 },
    'spec.even: Invalid value: 3: spec.even in body should be a multiple of 2',
  ],
  [
    { ratio: 0 },
    'spec.ratio: Invalid value: 0: spec.ratio in body should be greater than 0',
  ],
  [
    { when: 'soon' },
    'spec.when: Invalid value: "soon": spec.when in body must be of type date-time: "soon"',
  ],
  [
    { lower: 'A1' },
    'spec.lower: Invalid value: "A1": spec.lower in body should match \'^[a-z]+$\'',
  ],
  [
    { port: true },
    'spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
  ],
  [
    { some: [] },
    'spec.some: Invalid value: 0: spec.some in body should have at least 1 items',
  ],
  [
    { some: ['1', '2', '3'] },
    'spec.some: Too many: 3: must have at most 2 items',
  ],
  [{ tags: ['a', 'b', 'a', 'a'] }, 'spec.tags[2]: Duplicate value: "a"'],
  [
    { env: [{ name: 'a' }, { name: 'a' }] },
    'spec.env[1]: Duplicate value: {"name":"a"}',
  ],
  [{ env: [{ value: 'x' }] }, 'spec.env[0].name: Required value'],
  [
    { either: {} },
    '[<nil>: Invalid value: "": "spec.either" must validate one and only one schema (oneOf). Found none valid, spec.either.a: Required value]',
  ],
  [
    { either: { a: '1', b: '2' } },
    '<nil>: Invalid value: "": "spec.either" must validate one and only one schema (oneOf). Found 2 valid alternatives',
  ],
  [
    { any: {} },
    '[<nil>: Invalid value: "": "spec.any" must validate at least one schema (anyOf), spec.any.a: Required value]',
  ],
  [
    { never: { a: '1' } },
    '<nil>: Invalid value: "": "spec.never" must not validate the schema (not)',
  ],
];

describe('validate', () => {
  it.each(invalidObjects)('reports for %j: %s', (spec, message) => {
    expect(describeFieldErrors(validate(schema, widget(spec)))).toBe(message);
  });

  it('sets the reason of each error', () => {
    const errors = validate(schema, {
      ...widget({}),
      spec: { type: 'x', replicas: 'x' },
    });
    expect(errors.map(({ type, field }) => [type, field])).toEqual([
      ['FieldValueNotSupported', 'spec.type'],
      ['FieldValueTypeInvalid', 'spec.replicas'],
      ['FieldValueRequired', 'spec.owner'],
    ]);
  });

  it('accepts a valid object', () => {
    const spec = {
      type: 'job',
      replicas: 9,
      even: 4,
      ratio: 0.5,
      when: '2026-01-02T03:04:05Z',
      port: 'http',
      tags: ['a', 'b'],
      env: [{ name: 'a' }, { name: 'b' }],
      either: { b: '1' },
    };
    expect(validate(schema, widget(spec))).toEqual([]);
  });

  it('accepts unchanged invalid values', () => {
    const old = widget({
      type: 'old',
      env: [{ name: 'a', value: 'too long' }],
    });
    const unchanged = widget({
      type: 'old',
      env: [{ name: 'b' }, { name: 'a', value: 'too long' }],
    });
    expect(validate(schema, unchanged, old)).toEqual([]);
    const changed = widget({ type: 'older', env: [] });
    expect(validate(schema, changed, old)).toHaveLength(1);
  });

  it('measures lengths in characters, not bytes', () => {
    expect(validate(schema, widget({ owner: 'äöüäöüäöüä' }))).toEqual([]);
  });
});
