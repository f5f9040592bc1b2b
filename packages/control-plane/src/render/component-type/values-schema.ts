import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';

/** The schema of `parameters` or `environmentConfigs`, without references. */
export type ValuesSchema = JsonObject;

/** Deepest nesting of schemas. A schema that refers to itself is deeper. */
const maxDepth = 50;

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  useDefaults: true,
  removeAdditional: true,
  validateFormats: false,
});

const validators = new WeakMap<ValuesSchema, ValidateFunction>();

/**
 * Resolves the references in a schema to its own `$defs` (`$ref: '#/$defs/Name'`), because defaults behind a reference have no effect
 * otherwise. Members beside a `$ref` are added to what it refers to.
 *
 * @throws Error if a reference leads nowhere or to itself
 */
export function resolveSchema(schema: unknown): ValuesSchema {
  const root = isJsonObject(schema) ? schema : {};
  return resolveReferences(root, root, 0);
}

function resolveReferences(
  schema: JsonObject,
  root: JsonObject,
  depth: number,
): JsonObject {
  if (depth > maxDepth) {
    throw new Error(
      'the schema refers to itself, or is nested too deep; remove the circle',
    );
  }
  const { $ref, $defs: _defs, definitions: _definitions, ...own } = schema;
  const resolveValue = (value: Json | undefined): Json | undefined => {
    if (isJsonList(value)) {
      return value.map(item => resolveValue(item) ?? null);
    }
    return isJsonObject(value)
      ? resolveReferences(value, root, depth + 1)
      : value;
  };
  const referenced =
    typeof $ref === 'string'
      ? resolveReferences(findDefinition($ref, root), root, depth + 1)
      : {};
  return withoutUndeclared({
    ...referenced,
    ...Object.fromEntries(
      Object.entries(own).map(([keyword, value]) => [
        keyword,
        // These hold values and not schemas.
        keyword === 'default' || keyword === 'enum' || keyword === 'const'
          ? value
          : resolveValue(value),
      ]),
    ),
  });
}

function findDefinition(reference: string, root: JsonObject): JsonObject {
  const [, ...names] = reference.split('/');
  const found = names
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>(
      (value, name) => (isJsonObject(value) ? value[name] : undefined),
      root,
    );
  if (reference.startsWith('#/') && isJsonObject(found)) return found;
  throw new Error(`$ref "${reference}" leads to no schema below $defs`);
}

/** Lets values that a schema of an object does not declare be dropped, as API servers do. */
function withoutUndeclared(schema: JsonObject): JsonObject {
  return schema.properties !== undefined &&
    schema.additionalProperties === undefined &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true
    ? { ...schema, additionalProperties: false }
    : schema;
}

/** The values of a schema, and what is wrong with them by field. */
export interface AppliedSchema {
  readonly values: JsonObject;
  readonly errors: readonly {
    readonly path: string;
    readonly message: string;
  }[];
}

/** Drops the values that a schema does not declare, sets its defaults, and validates the rest. The input is not changed. */
export function applySchema(
  schema: ValuesSchema,
  values: unknown,
): AppliedSchema {
  const given: unknown = isJsonObject(values) ? structuredClone(values) : {};
  const copy = isJsonObject(given) ? given : {};
  const validate = validatorOf(schema);
  validate(copy);
  return {
    values: copy,
    errors: (validate.errors ?? []).map(describeSchemaError),
  };
}

/** @throws Error if the schema is invalid */
export function validatorOf(schema: ValuesSchema): ValidateFunction {
  const known = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, known);
  return known;
}

function describeSchemaError({
  instancePath,
  message = 'it is invalid',
  keyword,
  params,
}: ErrorObject): AppliedSchema['errors'][number] {
  const path = instancePath.slice(1).replaceAll('/', '.');
  const allowed: unknown = params.allowedValues;
  return {
    path,
    message:
      keyword === 'enum' && Array.isArray(allowed)
        ? `must be one of ${allowed.join(', ')}`
        : message,
  };
}

/** Whether a schema has a value at a path, such as `['resources', 'limits']`. Below a value of any form, everything is. */
export function declares(
  schema: Json | undefined,
  [name, ...rest]: readonly string[],
): boolean {
  if (name === undefined || !isJsonObject(schema)) return true;
  const { properties, additionalProperties, items } = schema;
  if (isJsonObject(properties) && properties[name] !== undefined) {
    return declares(properties[name], rest);
  }
  if (isJsonObject(additionalProperties)) {
    return declares(additionalProperties, rest);
  }
  if (
    additionalProperties === true ||
    schema['x-kubernetes-preserve-unknown-fields'] === true
  ) {
    return true;
  }
  const hasVariants = ['oneOf', 'anyOf', 'allOf'].some(
    keyword => schema[keyword] !== undefined,
  );
  return hasVariants || items !== undefined;
}
