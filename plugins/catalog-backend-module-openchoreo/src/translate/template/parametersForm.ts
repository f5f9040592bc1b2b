import {
  isSecretValue,
  patternMessage,
  type ParameterSchema,
} from '@promenade/openchoreo-model';
import { toWords } from './toWords';

/** The form of the parameters of a component type. */
export interface ParametersForm {
  /** The schema of the form, with `ui:` keywords. */
  schema: ParameterSchema;
  /** Paths of parameters that the form leaves out, because their values are secret. */
  secrets: string[];
}

const combinations = ['oneOf', 'anyOf', 'allOf'] as const;
const conditions = ['if', 'then', 'else'] as const;

/**
 * Makes the form of parameters: each has a title, required ones come first, and the rules of a field are in its description.
 *
 * A parameter is stored in plain text. The form leaves out those whose values are secret; one that names a secret stays.
 *
 * @param schema - without references
 * @throws Error when a parameter with a secret value is required
 */
export function parametersForm(schema: ParameterSchema): ParametersForm {
  const secrets: string[] = [];
  return { schema: objectForm(schema, '', secrets), secrets };
}

function fieldForm(
  name: string,
  schema: ParameterSchema,
  path: string,
  secrets: string[],
): ParameterSchema {
  const form = withoutExtensions(schemaForm(schema, path, secrets));
  const description = [schema.description, ...ruleMessages(schema)]
    .filter(Boolean)
    .join('. ')
    .replace(/\.\. /g, '. ');
  return {
    ...form,
    title: schema.title ?? toWords(name),
    ...(description && { description }),
    ...(isSecretReference(name, schema) && {
      'ui:help': 'The name of a secret, never its value.',
    }),
  };
}

function schemaForm(
  schema: ParameterSchema,
  path: string,
  secrets: string[],
): ParameterSchema {
  const type = [schema.type].flat();
  if (type.includes('object') || schema.properties) {
    return objectForm(schema, path, secrets);
  }
  if (type.includes('array')) {
    const { items = { type: 'string' } } = schema;
    return {
      ...schema,
      items:
        typeof items === 'object'
          ? withoutExtensions(schemaForm(items, `${path}[]`, secrets))
          : { type: 'string' },
    };
  }
  return {
    ...schema,
    ...textOfNumberOrText(type),
    ...(schema.pattern && {
      errorMessage: { pattern: patternMessage(schema.pattern) },
    }),
  };
}

/** A field has one type. A form has a text for what may be a number or a text, and for what may be anything. */
function textOfNumberOrText(
  type: readonly (string | undefined)[],
): Pick<ParameterSchema, 'type'> {
  const isMixed = type.includes('integer') && type.includes('string');
  return isMixed ? { type: 'string' } : {};
}

function objectForm(
  schema: ParameterSchema,
  path: string,
  secrets: string[],
): ParameterSchema {
  const { properties = {}, required = [], additionalProperties } = schema;
  const isOpen =
    !Object.keys(properties).length && additionalProperties === undefined;
  const shown = Object.entries(properties).filter(([name, each]) => {
    if (!isSecretValue(each)) return true;
    const at = joinPath(path, name);
    if (required.includes(name)) {
      throw new Error(
        `The parameter ${at} is required and secret, and parameters are stored in plain text. Make it the name of a secret`,
      );
    }
    secrets.push(at);
    return false;
  });
  const isRequired = ([name]: [string, unknown]) => required.includes(name);
  const ordered = [
    ...shown.filter(isRequired),
    ...shown.filter(entry => !isRequired(entry)),
  ];
  return {
    ...withoutExtensions(schema),
    type: 'object',
    ...(ordered.length && {
      properties: Object.fromEntries(
        ordered.map(([name, each]) => [
          name,
          fieldForm(name, each, joinPath(path, name), secrets),
        ]),
      ),
    }),
    ...(isOpen && !hasAlternatives(schema) && { additionalProperties: true }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: withoutExtensions(
        schemaForm(additionalProperties, `${path}.*`, secrets),
      ),
    }),
    ...alternativeForms(schema, path, secrets),
  };
}

function hasAlternatives(schema: ParameterSchema): boolean {
  return combinations.some(keyword => Array.isArray(schema[keyword]));
}

/** The alternatives and conditions of an object. A form offers an alternative by its title. */
function alternativeForms(
  schema: ParameterSchema,
  path: string,
  secrets: string[],
): Partial<ParameterSchema> {
  const formOf = (value: unknown) =>
    isSchema(value) && value.properties
      ? partForm(value, path, secrets)
      : value;
  return {
    ...Object.fromEntries(
      combinations
        .filter(keyword => Array.isArray(schema[keyword]))
        .map(keyword => [
          keyword,
          [schema[keyword]].flat().map(each => {
            const form = formOf(each);
            const title = isSchema(each) && titleOfAlternative(each);
            return title && isSchema(form) ? { title, ...form } : form;
          }),
        ]),
    ),
    ...Object.fromEntries(
      conditions
        .filter(keyword => schema[keyword] !== undefined)
        .map(keyword => [keyword, formOf(schema[keyword])]),
    ),
  };
}

/** A part of an object: its fields have titles, and fields of the object that it repeats only get its conditions. */
function partForm(
  part: ParameterSchema,
  path: string,
  secrets: string[],
): ParameterSchema {
  const properties = Object.entries(part.properties ?? {}).map(
    ([name, each]) => [
      name,
      isCondition(each)
        ? each
        : fieldForm(name, each, joinPath(path, name), secrets),
    ],
  );
  return { ...part, properties: Object.fromEntries(properties) };
}

function isCondition(schema: ParameterSchema): boolean {
  return schema.type === undefined && !schema.properties;
}

/** The title of an alternative: its own, or else the value that one of its fields must have. */
function titleOfAlternative(schema: ParameterSchema): string | undefined {
  if (schema.title) return schema.title;
  const [value] = Object.values(schema.properties ?? {}).flatMap(
    ({ const: constant, enum: values }) =>
      constant ?? (values?.length === 1 ? values : []),
  );
  return value === undefined ? undefined : toWords(String(value));
}

function isSecretReference(name: string, schema: ParameterSchema): boolean {
  return (
    schema.type === 'string' &&
    (/secret(ref|name|key)$/i.test(name) ||
      Object.keys(schema).some(key => /^x-.*secret-ref$/.test(key)))
  );
}

/** The messages of the CEL rules of a field. A form does not evaluate them; the API server or the renderer does. */
function ruleMessages(schema: ParameterSchema): string[] {
  const rules = schema['x-kubernetes-validations'];
  return [rules]
    .flat()
    .flatMap(rule =>
      isSchema(rule) && typeof rule.message === 'string' ? [rule.message] : [],
    );
}

function withoutExtensions(schema: ParameterSchema): ParameterSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !keyword.startsWith('x-')),
  );
}

function isSchema(value: unknown): value is ParameterSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function joinPath(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
