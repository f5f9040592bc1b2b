import { resolveParameterSchema } from '@promenade/openchoreo-model';
import { parametersForm } from './parametersForm';

const formOf = (schema: object) =>
  parametersForm(resolveParameterSchema(schema));

/** The form of one parameter. */
const fieldOf = (name: string, schema: object) =>
  formOf({ properties: { [name]: schema } }).schema.properties?.[name];

describe('parametersForm', () => {
  it('has the required parameters first', () => {
    const { schema } = formOf({
      required: ['region'],
      properties: {
        debug: { type: 'boolean' },
        region: { type: 'string' },
        level: { type: 'string' },
      },
    });
    expect(Object.keys(schema.properties ?? {})).toEqual([
      'region',
      'debug',
      'level',
    ]);
    expect(schema.required).toEqual(['region']);
  });

  it('gives each parameter a title, and keeps default, limits and choices', () => {
    expect(
      fieldOf('maxReplicas', {
        type: 'integer',
        default: 2,
        minimum: 1,
        maximum: 5,
      }),
    ).toEqual({
      title: 'Max replicas',
      type: 'integer',
      default: 2,
      minimum: 1,
      maximum: 5,
    });
    expect(
      fieldOf('logLevel', {
        title: 'Verbosity',
        description: 'What is logged',
        type: 'string',
        enum: ['debug', 'info'],
      }),
    ).toEqual({
      title: 'Verbosity',
      description: 'What is logged',
      type: 'string',
      enum: ['debug', 'info'],
    });
  });

  it('explains a pattern in words', () => {
    expect(fieldOf('name', { type: 'string', pattern: '^[a-z]+$' })).toEqual({
      title: 'Name',
      type: 'string',
      pattern: '^[a-z]+$',
      errorMessage: { pattern: 'must consist of lower-case letters' },
    });
  });

  it('has the parameters within objects, lists and maps', () => {
    const port = {
      type: 'object',
      properties: { portNumber: { type: 'integer' } },
    };
    const portForm = {
      type: 'object',
      properties: { portNumber: { title: 'Port number', type: 'integer' } },
    };
    expect(fieldOf('main', port)).toEqual({ title: 'Main', ...portForm });
    expect(fieldOf('ports', { type: 'array', items: port })).toEqual({
      title: 'Ports',
      type: 'array',
      items: portForm,
    });
    expect(
      fieldOf('byName', { type: 'object', additionalProperties: port }),
    ).toEqual({
      title: 'By name',
      type: 'object',
      additionalProperties: portForm,
    });
  });

  it('has a text for what may be a number or a text, and for items of any type', () => {
    expect(fieldOf('maxSurge', { 'x-kubernetes-int-or-string': true })).toEqual(
      { title: 'Max surge', type: 'string' },
    );
    expect(fieldOf('hosts', { type: 'array' })).toMatchObject({
      items: { type: 'string' },
    });
    expect(fieldOf('any', { description: 'Anything' })).toMatchObject({
      type: 'string',
    });
  });

  it('accepts any names and values for an object that names none', () => {
    expect(
      fieldOf('labels', {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
      }),
    ).toEqual({ title: 'Labels', type: 'object', additionalProperties: true });
  });

  it('offers alternatives by their title, or by the value that tells them apart', () => {
    expect(
      fieldOf('storage', {
        type: 'object',
        properties: { kind: { type: 'string', enum: ['memory', 'disk'] } },
        oneOf: [
          { properties: { kind: { enum: ['memory'] } } },
          {
            title: 'On a disk',
            properties: {
              kind: { enum: ['disk'] },
              sizeLimit: { type: 'string' },
            },
            required: ['sizeLimit'],
          },
        ],
      }),
    ).toEqual({
      title: 'Storage',
      type: 'object',
      oneOf: [
        {
          title: 'Memory',
          properties: {
            kind: {
              title: 'Kind',
              type: 'string',
              enum: ['memory'],
              default: 'memory',
            },
          },
        },
        {
          title: 'On a disk',
          properties: {
            sizeLimit: { title: 'Size limit', type: 'string' },
            kind: {
              title: 'Kind',
              type: 'string',
              enum: ['disk'],
              default: 'disk',
            },
          },
          required: ['sizeLimit'],
        },
      ],
    });
  });

  it('keeps what an alternative only restricts', () => {
    const alternatives = [
      { properties: { size: { minimum: 10 }, kind: { const: 'disk' } } },
      { properties: { size: { maximum: 1 } } },
    ];
    expect(
      fieldOf('storage', {
        type: 'object',
        properties: { size: { type: 'integer' }, kind: { type: 'string' } },
        anyOf: alternatives,
      }),
    ).toMatchObject({
      properties: { size: { title: 'Size' }, kind: { title: 'Kind' } },
      anyOf: [{ title: 'Disk', ...alternatives[0] }, alternatives[1]],
    });
  });

  it('keeps conditions', () => {
    const { schema } = formOf({
      properties: { tls: { type: 'boolean' } },
      if: { properties: { tls: { const: true } } },
      then: {
        properties: { certificateName: { type: 'string' } },
        required: ['certificateName'],
      },
    });
    expect(schema).toMatchObject({
      if: { properties: { tls: { const: true } } },
      then: {
        properties: {
          certificateName: { title: 'Certificate name', type: 'string' },
        },
        required: ['certificateName'],
      },
    });
  });

  it('describes the CEL rules of a parameter', () => {
    expect(
      fieldOf('memory', {
        type: 'string',
        description: 'Memory of a pod',
        'x-kubernetes-validations': [
          { rule: "self.endsWith('Mi')", message: 'Ends with Mi' },
        ],
      }),
    ).toEqual({
      title: 'Memory',
      type: 'string',
      description: 'Memory of a pod. Ends with Mi',
    });
  });

  it('asks for the names of secrets, and leaves secret values out', () => {
    const { schema, secrets } = formOf({
      properties: {
        tlsSecretName: { type: 'string' },
        database: {
          type: 'object',
          properties: {
            password: { type: 'string', format: 'password' },
            token: { type: 'string', writeOnly: true },
            host: { type: 'string' },
          },
        },
      },
    });
    expect(secrets).toEqual(['database.password', 'database.token']);
    expect(schema.properties).toEqual({
      tlsSecretName: {
        title: 'Tls secret name',
        type: 'string',
        'ui:help': 'The name of a secret, never its value.',
      },
      database: {
        title: 'Database',
        type: 'object',
        properties: { host: { title: 'Host', type: 'string' } },
      },
    });
  });

  it('leaves the secret values of alternatives out, too', () => {
    const { schema, secrets } = formOf({
      properties: { token: { type: 'string', writeOnly: true } },
      anyOf: [{ properties: { pin: { type: 'string', format: 'password' } } }],
    });
    expect(secrets).toEqual(['token', 'pin']);
    expect(JSON.stringify(schema)).not.toMatch(/token|pin/);
  });

  it('does not exist where a secret value is required', () => {
    expect(() =>
      formOf({
        required: ['password'],
        properties: { password: { type: 'string', format: 'password' } },
      }),
    ).toThrow('The parameter password is required and secret');
  });
});
