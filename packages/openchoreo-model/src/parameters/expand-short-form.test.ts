import { z } from 'zod';
import {
  describeFixtures,
  fixtureDocuments,
  fixturesTitle,
} from '../__testUtils__/shared-fixtures';
import { resolveParameterSchema } from './resolve-parameter-schema';
import { validateParameters } from './validate-parameters';

/** The schema of one parameter in the short form. */
const parameter = (value: unknown, $types?: object) =>
  resolveParameterSchema({ ...($types && { $types }), value }).properties
    ?.value;

describe('the short form of parameters', () => {
  it.each([
    ['string', { type: 'string' }],
    ['integer | default=1', { type: 'integer', default: 1 }],
    ['boolean | default=true', { type: 'boolean', default: true }],
    ['string | default=1', { type: 'string', default: '1' }],
    ['string | default=""', { type: 'string', default: '' }],
    [
      'integer | minimum=1 maximum=10',
      { type: 'integer', minimum: 1, maximum: 10 },
    ],
    [
      'string | enum="dev,prod" | default=dev',
      { type: 'string', enum: ['dev', 'prod'], default: 'dev' },
    ],
    ['integer | enum=1,2', { type: 'integer', enum: [1, 2] }],
    [
      'string | pattern=^(a|b)$ description="Any | name" oc:scaffolding=omit',
      { type: 'string', pattern: '^(a|b)$', description: 'Any | name' },
    ],
    [
      '[]string | default=[] maxItems=3',
      { type: 'array', items: { type: 'string' }, default: [], maxItems: 3 },
    ],
    ['array<integer>', { type: 'array', items: { type: 'integer' } }],
    [
      'map<boolean>',
      { type: 'object', additionalProperties: { type: 'boolean' } },
    ],
    [
      '[]map[string]string',
      {
        type: 'array',
        items: { type: 'object', additionalProperties: { type: 'string' } },
      },
    ],
  ])('expands %s', (text, schema) => {
    expect(parameter(text)).toEqual(schema);
  });

  it('requires what has neither a default nor required=false', () => {
    expect(
      resolveParameterSchema({
        name: 'string',
        size: 'string | default=10Gi',
        zone: 'string | required=false',
        cache: { ttl: 'integer' },
        pool: { $default: {}, size: 'integer | default=5' },
      }),
    ).toEqual({
      type: 'object',
      required: ['name', 'cache'],
      properties: {
        name: { type: 'string' },
        size: { type: 'string', default: '10Gi' },
        zone: { type: 'string' },
        cache: {
          type: 'object',
          required: ['ttl'],
          properties: { ttl: { type: 'integer' } },
        },
        pool: {
          type: 'object',
          default: {},
          properties: { size: { type: 'integer', default: 5 } },
        },
      },
    });
  });

  it('expands the types that it names', () => {
    const types = { Port: 'integer | maximum=65535', Host: { port: 'Port' } };
    const host = {
      type: 'object',
      required: ['port'],
      properties: { port: { type: 'integer', maximum: 65535 } },
    };
    expect(parameter('Host', types)).toEqual(host);
    expect(parameter('[]Host', types)).toEqual({ type: 'array', items: host });
  });

  it.each<[unknown, object | undefined, string]>([
    ['text', undefined, 'value: the type "text" does not exist'],
    ['string | size=3', undefined, 'value: the constraint size does not exist'],
    ['string | large', undefined, 'value: "large" is not a constraint'],
    ['integer | default=one', undefined, 'one is not a value of the type'],
    [3, undefined, 'value: must be a type such as'],
    ['A', { A: 'B', B: '[]A' }, 'the type A is circular: A → B → A'],
  ])('rejects %j with the types %j', (value, types, message) => {
    expect(() => parameter(value, types)).toThrow(message);
  });

  it('is not a JSON Schema', () => {
    const schema = { description: 'None', additionalProperties: false };
    expect(resolveParameterSchema(schema)).toEqual({
      type: 'object',
      ...schema,
    });
  });
});

describeFixtures(
  fixturesTitle('The short form in the tests of OpenChoreo v1.2.3'),
  () => {
    const typeSchema = z.object({
      kind: z.literal('ComponentType'),
      spec: z.object({
        parameters: z.object({ openAPIV3Schema: z.unknown() }),
      }),
    });

    it('has the defaults that it says', () => {
      const [type] = fixtureDocuments(
        'openchoreo-v1.2.3/testdata/pipeline/component/component-with-traits.yaml',
      ).flatMap(document => typeSchema.safeParse(document).data ?? []);
      const schema = resolveParameterSchema(
        type.spec.parameters.openAPIV3Schema,
      );
      expect(validateParameters(schema, {})).toEqual({
        problems: [],
        values: { replicas: 1, imagePullPolicy: 'IfNotPresent', port: 8080 },
      });
    });
  },
);
