import Ajv2019, {
  type ErrorObject,
  type ValidateFunction,
} from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { messageOf } from './problem-message';
import { ParameterSchemaError } from './parameter-schema-error';
import type { ParameterSchema } from './resolve-parameter-schema';

/**
 * What is wrong with a value.
 *
 * @public
 */
export interface ParameterProblem {
  /** Path of the value, such as `database.port` or `hosts[0]`. Empty for all values as a whole. */
  path: string;
  /** The part of a sentence after the path, such as `must be at most 10`. */
  message: string;
}

const ajv = new Ajv2019({
  allErrors: true,
  strict: false,
  useDefaults: true,
  verbose: true,
  logger: false,
  // Expressions for RE2 need not be valid with the flag `u`.
  unicodeRegExp: false,
});
addFormats(ajv);

const compiled = new WeakMap<ParameterSchema, ValidateFunction>();

/**
 * Validates the values of the parameters of a component type or trait. A value that the schema does not name is a problem, so
 * that a misspelled name is found.
 *
 * @returns the values with the defaults of the schema, and what is wrong with them
 * @throws ParameterSchemaError when the schema itself is invalid
 *
 * @public
 */
export function validateParameters(
  schema: ParameterSchema,
  values: Record<string, unknown>,
): { values: Record<string, unknown>; problems: ParameterProblem[] } {
  const validate = compile(schema);
  const completed = structuredClone(values);
  const isValid = validate(completed);
  const errors = isValid ? [] : validate.errors ?? [];
  return { values: completed, problems: problemsOf(errors) };
}

/**
 * Checks that values can be validated with a schema.
 *
 * @throws ParameterSchemaError that says what is invalid
 *
 * @public
 */
export function checkParameterSchema(schema: ParameterSchema): void {
  compile(schema);
}

function compile(schema: ParameterSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  try {
    const validate = ajv.compile(withoutOtherProperties(schema));
    compiled.set(schema, validate);
    return validate;
  } catch (error) {
    throw new ParameterSchemaError(
      'openAPIV3Schema',
      error instanceof Error ? error.message : String(error),
    );
  } finally {
    // Otherwise the validator keeps every schema that it has seen.
    ajv.removeSchema();
  }
}

/** The schema without properties that it does not name, at each level that names some. */
function withoutOtherProperties(schema: ParameterSchema): ParameterSchema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [
          name,
          withoutOtherProperties(each),
        ]),
      ),
    }),
    ...(typeof items === 'object' && { items: withoutOtherProperties(items) }),
    ...(properties &&
      additionalProperties === undefined &&
      schema['x-kubernetes-preserve-unknown-fields'] !== true && {
        unevaluatedProperties: false,
      }),
  };
}

/** Keywords whose errors repeat those of the schemas within them. */
const summaries = ['anyOf', 'oneOf', 'if', 'allOf'];

function problemsOf(errors: readonly ErrorObject[]): ParameterProblem[] {
  const details = errors.filter(({ keyword }) => !summaries.includes(keyword));
  const reported = details.length ? details : errors;
  const problems = reported.map(error => ({
    path: pathOf(error),
    message: messageOf(error),
  }));
  return [
    ...new Map(
      problems.map(problem => [`${problem.path} ${problem.message}`, problem]),
    ).values(),
  ];
}

function pathOf({ instancePath, params }: ErrorObject): string {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const property: unknown =
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty;
  return [...parts, ...(typeof property === 'string' ? [property] : [])].reduce(
    (path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path ? `${path}.${part}` : part;
    },
    '',
  );
}
