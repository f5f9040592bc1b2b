import { z } from 'zod';
import {
  describeFixtures,
  fixtureDocuments,
  fixtureFiles,
  fixturesTitle,
} from '../__testUtils__/shared-fixtures';
import { resolveParameterSchema } from './resolve-parameter-schema';
import {
  checkParameterSchema,
  validateParameters,
} from './validate-parameters';

describe('resolveParameterSchema', () => {
  it('is the schema of an object without values where there is none', () => {
    expect(resolveParameterSchema(undefined)).toEqual({ type: 'object' });
  });

  it('replaces references, and keeps what stands beside them', () => {
    expect(
      resolveParameterSchema({
        $defs: { Port: { type: 'integer', default: 80, maximum: 65535 } },
        properties: {
          port: { $ref: '#/$defs/Port', default: 8080 },
          ports: { type: 'array', items: { $ref: '#/$defs/Port' } },
        },
      }),
    ).toEqual({
      type: 'object',
      properties: {
        port: { type: 'integer', default: 8080, maximum: 65535 },
        ports: {
          type: 'array',
          items: { type: 'integer', default: 80, maximum: 65535 },
        },
      },
    });
  });

  it('converts the keywords of OpenAPI v3.0', () => {
    const { properties } = resolveParameterSchema({
      properties: {
        ratio: { type: 'number', minimum: 0, exclusiveMinimum: true },
        level: { type: 'string', enum: ['low'], nullable: true },
        limit: { 'x-kubernetes-int-or-string': true },
      },
    });
    expect(properties).toEqual({
      ratio: { type: 'number', exclusiveMinimum: 0 },
      level: { type: ['string', 'null'], enum: ['low', null] },
      limit: {
        type: ['integer', 'string'],
        'x-kubernetes-int-or-string': true,
      },
    });
  });

  it('keeps a parameter that has the name of a keyword', () => {
    const properties = {
      definitions: { type: 'string' },
      items: { type: 'integer' },
    };
    expect(resolveParameterSchema({ properties }).properties).toEqual(
      properties,
    );
  });

  it.each([
    ['text', 'openAPIV3Schema: must be an object'],
    [{ type: 'string' }, 'openAPIV3Schema.type: must be object, and is string'],
    [
      { properties: { port: 80 } },
      'openAPIV3Schema.properties.port: must be a schema',
    ],
    [
      { properties: { port: { $ref: '#/$defs/Port' } } },
      'openAPIV3Schema.properties.port.$ref: #/$defs/Port does not exist in the schema. Use a reference such as #/$defs/Port',
    ],
    [
      {
        $defs: { A: { properties: { b: { $ref: '#/$defs/A' } } } },
        properties: { a: { $ref: '#/$defs/A' } },
      },
      'openAPIV3Schema.properties.a.properties.b.$ref: #/$defs/A is circular: #/$defs/A → #/$defs/A',
    ],
  ])('rejects %j', (schema, message) => {
    expect(() => resolveParameterSchema(schema)).toThrow(message);
  });

  it('rejects a schema that its references make too large', () => {
    const level = (n: number) => ({ $ref: `#/$defs/L${n}` });
    const $defs = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [
        `L${n}`,
        { properties: { a: level(n + 1), b: level(n + 1) } },
      ]),
    );
    expect(() =>
      resolveParameterSchema({
        $defs: { ...$defs, L20: { type: 'string' } },
        properties: { a: level(0) },
      }),
    ).toThrow('has more than 5000 parts');
  });
});

describe('validateParameters', () => {
  const schema = resolveParameterSchema({
    required: ['region'],
    properties: {
      region: { type: 'string', enum: ['eu', 'us'] },
      replicas: { type: 'integer', minimum: 1, maximum: 10, default: 2 },
      name: { type: 'string', pattern: '^[a-z]+$' },
      code: { type: 'string', pattern: '^(a|b)+$' },
      contact: { type: 'string', format: 'email' },
      hosts: {
        type: 'array',
        maxItems: 2,
        items: { type: 'string', minLength: 1 },
      },
      cache: {
        type: 'object',
        default: {},
        properties: { ttl: { type: 'integer', default: 300, minimum: 60 } },
      },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      storage: {
        type: 'object',
        properties: { kind: { type: 'string' } },
        oneOf: [
          {
            properties: { kind: { const: 'memory' } },
          },
          {
            properties: { kind: { const: 'disk' }, size: { type: 'string' } },
            required: ['size'],
          },
        ],
      },
    },
  });
  const problemsOf = (values: Record<string, unknown>) =>
    validateParameters(schema, { region: 'eu', ...values }).problems.map(
      ({ path, message }) => `${path} ${message}`,
    );

  it('returns the values with the defaults, also those within an object, and does not change what it is given', () => {
    const given = { region: 'eu' };
    expect(validateParameters(schema, given)).toEqual({
      values: { region: 'eu', replicas: 2, cache: { ttl: 300 } },
      problems: [],
    });
    expect(given).toEqual({ region: 'eu' });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ region: undefined }, 'region is required'],
    [{ region: 'mars' }, 'region must be one of: eu, us'],
    [{ replicas: 11 }, 'replicas must be at most 10'],
    [{ replicas: 0 }, 'replicas must be at least 1'],
    [{ replicas: 'many' }, 'replicas must be a whole number'],
    [{ replica: 1 }, 'replica is not a parameter of the type'],
    [{ name: 'A' }, 'name must consist of lower-case letters'],
    [{ code: 'c' }, 'code does not have the form that the type requires'],
    [{ contact: 'me' }, 'contact must be an email address'],
    [{ hosts: ['a', ''] }, 'hosts[1] must not be empty'],
    [{ hosts: ['a', 'b', 'c'] }, 'hosts must have at most 2 items'],
    [{ cache: { ttl: 1 } }, 'cache.ttl must be at least 60'],
    [{ cache: { tll: 60 } }, 'cache.tll is not a parameter of the type'],
    [{ labels: { team: 1 } }, 'labels.team must be a text'],
  ])('finds what is wrong with %j', (values, problem) => {
    const [first, ...others] = problemsOf(values);
    expect(first).toBe(problem);
    expect(others).toEqual([]);
  });

  it('accepts the properties of the alternative that matches', () => {
    expect(problemsOf({ storage: { kind: 'disk', size: '1Gi' } })).toEqual([]);
    expect(problemsOf({ storage: { kind: 'disk' } })).toContain(
      'storage.size is required',
    );
  });

  it('says that a schema is invalid', () => {
    const invalid = resolveParameterSchema({
      properties: { name: { type: 'string', pattern: '(' } },
    });
    expect(() => checkParameterSchema(invalid)).toThrow(
      /^openAPIV3Schema: .*Invalid regular expression/,
    );
  });
});

describeFixtures(
  fixturesTitle('The schemas of OpenChoreo v1.2.3 for tests'),
  () => {
    const folder = 'openchoreo-v1.2.3/testdata';
    const scaffolded = fixtureFiles(`${folder}/scaffold/component`).filter(
      file => file.endsWith('_want.yaml'),
    );
    const declaredSchema = z.object({
      kind: z.enum(['ComponentType', 'Trait']),
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        parameters: z.object({ openAPIV3Schema: z.unknown() }).optional(),
      }),
    });
    const valuesSchema = z.record(z.string(), z.unknown()).nullish();
    const wantSchema = z.object({
      spec: z.object({
        parameters: valuesSchema,
        traits: z
          .array(z.object({ name: z.string(), parameters: valuesSchema }))
          .optional(),
      }),
    });

    /** The parameters of a component and of its traits, each with the schema of the type or trait. */
    function scaffoldedParameters(file: string) {
      const declared = fixtureDocuments(
        file.replace('_want.yaml', '_input.yaml'),
      ).flatMap(document => declaredSchema.safeParse(document).data ?? []);
      const schemaOf = (
        isMeant: (each: (typeof declared)[number]) => boolean,
      ) =>
        resolveParameterSchema(
          declared.find(isMeant)?.spec.parameters?.openAPIV3Schema,
        );
      const { spec } = wantSchema.parse(fixtureDocuments(file)[0]);
      return [
        {
          schema: schemaOf(({ kind }) => kind === 'ComponentType'),
          values: spec.parameters ?? {},
        },
        ...(spec.traits ?? []).map(({ name, parameters }) => ({
          schema: schemaOf(
            ({ kind, metadata }) => kind === 'Trait' && metadata.name === name,
          ),
          values: parameters ?? {},
        })),
      ];
    }

    const schemas = fixtureFiles(`${folder}/schema`);
    const isCircular = (file: string) => file.includes('circular');
    const check = (file: string) =>
      checkParameterSchema(resolveParameterSchema(fixtureDocuments(file)[0]));

    it.each(schemas.filter(file => !isCircular(file)))('%s is valid', file => {
      expect(() => check(file)).not.toThrow();
    });

    it.each(schemas.filter(isCircular))('%s is rejected', file => {
      expect(() => check(file)).toThrow('is circular');
    });

    it('exist', () => {
      expect(scaffolded.length).toBeGreaterThan(5);
    });

    it.each(scaffolded)(
      '%s: has the required parameters, and only placeholders are invalid',
      file => {
        for (const { schema, values } of scaffoldedParameters(file)) {
          const { required = [], properties = {} } = schema;
          expect(Object.keys(values)).toEqual(expect.arrayContaining(required));
          expect(Object.keys(properties)).toEqual(
            expect.arrayContaining(Object.keys(values)),
          );
          const problems = validateParameters(schema, values).problems.filter(
            ({ path }) => !String(valueAt(values, path)).startsWith('<TODO_'),
          );
          expect(problems).toEqual([]);
        }
      },
    );
  },
);

/** The value at a path such as `hosts[0].name`. */
function valueAt(values: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null
          ? new Map(Object.entries(value)).get(part)
          : undefined,
      values,
    );
}
