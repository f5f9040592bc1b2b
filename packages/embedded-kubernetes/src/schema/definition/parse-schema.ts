import { assign, has, isObject, JsonObject, JsonValue } from '../json';
import { StructuralSchema } from '../structural-schema';

/** A field of a schema has the wrong type. */
export class SchemaTypeError extends Error {
  constructor(
    /** The path of the field, such as `openAPIV3Schema.properties.spec.type`. */
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'SchemaTypeError';
  }
}

type FieldType =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'strings'
  | 'values'
  | 'schema'
  | 'schemas'
  | 'schemaMap'
  | 'schemaOrBoolean'
  | 'schemaOrSchemas'
  | 'rules'
  | 'any';

/** The fields of `JSONSchemaProps` in `apiextensions.k8s.io/v1`. */
const fieldTypes = new Map<string, FieldType>([
  ...typed('string', ['id', '$schema', '$ref', 'description', 'type']),
  ...typed('string', ['format', 'title', 'pattern']),
  ...typed('string', ['x-kubernetes-list-type', 'x-kubernetes-map-type']),
  ...typed('number', ['maximum', 'minimum', 'multipleOf']),
  ...typed('boolean', ['exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems']),
  ...typed('boolean', [
    'nullable',
    'x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-embedded-resource',
    'x-kubernetes-int-or-string',
  ]),
  ...typed('integer', ['maxLength', 'minLength', 'maxItems', 'minItems']),
  ...typed('integer', ['maxProperties', 'minProperties']),
  ...typed('strings', ['required', 'x-kubernetes-list-map-keys']),
  ...typed('values', ['enum']),
  ...typed('schema', ['not']),
  ...typed('schemas', ['allOf', 'anyOf', 'oneOf']),
  ...typed('schemaMap', ['properties', 'patternProperties', 'definitions']),
  ...typed('schemaOrBoolean', ['additionalProperties', 'additionalItems']),
  ...typed('schemaOrSchemas', ['items']),
  ...typed('rules', ['x-kubernetes-validations']),
  ...typed('any', ['default', 'example', 'externalDocs', 'dependencies']),
]);

function typed(type: FieldType, names: string[]): [string, FieldType][] {
  return names.map(name => [name, type]);
}

/**
 * Parses a schema of a CustomResourceDefinition: checks the type of each field, and drops null fields and unknown fields.
 *
 * @param path the path of the schema, for errors
 * @throws SchemaTypeError
 */
export function parseSchema(value: JsonValue, path: string): StructuralSchema {
  const schema: JsonObject = parseFields(value, path);
  return schema;
}

function parseFields(value: JsonValue, path: string): JsonObject {
  if (!isObject(value)) throw wrongType(path, value, 'an object');
  const result: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    const type = fieldTypes.get(name);
    if (type && item !== null) {
      assign(result, name, parseField(type, item, `${path}.${name}`));
    }
  }
  return result;
}

function parseField(
  type: FieldType,
  value: JsonValue,
  path: string,
): JsonValue {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      if (typeof value !== type) throw wrongType(path, value, `a ${type}`);
      return value;
    case 'integer':
      if (!Number.isSafeInteger(value)) {
        throw wrongType(path, value, 'an integer');
      }
      return value;
    case 'strings':
      return parseList(value, path, (item, itemPath) =>
        parseField('string', item, itemPath),
      );
    case 'values':
      return parseList(value, path, item => item);
    case 'schema':
      return parseFields(value, path);
    case 'schemas':
      return parseList(value, path, parseFields);
    case 'schemaMap':
      return parseSchemaMap(value, path);
    case 'schemaOrBoolean':
      return typeof value === 'boolean' ? value : parseFields(value, path);
    case 'schemaOrSchemas':
      return Array.isArray(value)
        ? parseList(value, path, parseFields)
        : parseFields(value, path);
    case 'rules':
      return parseList(value, path, parseRule);
    default:
      return value;
  }
}

function parseList(
  value: JsonValue,
  path: string,
  parseItem: (item: JsonValue, path: string) => JsonValue,
): JsonValue[] {
  if (!Array.isArray(value)) throw wrongType(path, value, 'a list');
  return value.map((item, index) => parseItem(item, `${path}[${index}]`));
}

function parseSchemaMap(value: JsonValue, path: string): JsonObject {
  if (!isObject(value)) throw wrongType(path, value, 'an object');
  const result: JsonObject = {};
  for (const name of Object.keys(value)) {
    const schema = parseFields(value[name] ?? {}, `${path}.${name}`);
    assign(result, name, schema);
  }
  return result;
}

function parseRule(value: JsonValue, path: string): JsonObject {
  if (!isObject(value)) throw wrongType(path, value, 'an object');
  const texts = ['rule', 'message', 'messageExpression', 'reason', 'fieldPath'];
  const result: JsonObject = {};
  for (const name of [...texts, 'optionalOldSelf']) {
    if (!has(value, name) || value[name] === null) continue;
    const type = name === 'optionalOldSelf' ? 'boolean' : 'string';
    result[name] = parseField(type, value[name], `${path}.${name}`);
  }
  return result;
}

function wrongType(path: string, value: JsonValue, expected: string) {
  const actual = Array.isArray(value) ? 'list' : typeof value;
  return new SchemaTypeError(
    path,
    `json: cannot unmarshal ${
      value === null ? 'null' : actual
    } into ${path}: must be ${expected}`,
  );
}
