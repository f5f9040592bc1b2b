import { expandShortForm, isShortForm } from './expand-short-form';
import { ParameterSchemaError } from './parameter-schema-error';

/**
 * A JSON Schema (draft 7) without references.
 *
 * @public
 */
export interface ParameterSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  writeOnly?: boolean;
  properties?: Record<string, ParameterSchema>;
  required?: string[];
  items?: ParameterSchema | boolean;
  additionalProperties?: ParameterSchema | boolean;
  [keyword: string]: unknown;
}

/**
 * Whether the value of a parameter is secret. Parameters are stored in plain text, so that such a value must not be set.
 *
 * @public
 */
export function isSecretValue({ format, writeOnly }: ParameterSchema): boolean {
  return format === 'password' || writeOnly === true;
}

type Node = Record<string, unknown>;

/** References may repeat a part. This limits how large a small schema can become. */
const maxParts = 5_000;

const schemaMaps = ['properties', 'patternProperties', 'dependentSchemas'];
const schemaLists = ['allOf', 'anyOf', 'oneOf'];
const schemas = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
];

/** Keywords that are resolved or that only documents of OpenAPI have. */
const droppedKeywords = new Set([
  '$defs',
  'definitions',
  '$ref',
  '$schema',
  '$id',
  'nullable',
  'discriminator',
  'example',
  'externalDocs',
  'xml',
]);

class Resolver {
  #parts = 0;

  constructor(private readonly root: Node) {}

  /** @param references - those that are being resolved, to find a circle */
  resolve(
    node: Node,
    path: string,
    references: readonly string[],
  ): ParameterSchema {
    this.#parts += 1;
    if (this.#parts > maxParts) {
      throw new ParameterSchemaError(
        path,
        `has more than ${maxParts} parts with its references`,
      );
    }
    const target =
      node.$ref === undefined
        ? {}
        : this.#resolveReference(node.$ref, path, references);
    return toDraft7({
      ...target,
      ...this.#resolveChildren(node, path, references),
    });
  }

  #resolveReference(
    reference: unknown,
    path: string,
    references: readonly string[],
  ): ParameterSchema {
    const name = String(reference);
    const at = `${path}.$ref`;
    if (references.includes(name)) {
      throw new ParameterSchemaError(
        at,
        `${name} is circular: ${[...references, name].join(' → ')}`,
      );
    }
    const target = this.#find(name);
    if (!target) {
      throw new ParameterSchemaError(
        at,
        `${name} does not exist in the schema. Use a reference such as #/$defs/Port`,
      );
    }
    return this.resolve(target, path, [...references, name]);
  }

  #find(reference: string): Node | undefined {
    if (!reference.startsWith('#/')) return undefined;
    const found = reference
      .slice(2)
      .split('/')
      .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
      .reduce<unknown>(
        (node, part) =>
          isNode(node) && Object.hasOwn(node, part) ? node[part] : undefined,
        this.root,
      );
    return isNode(found) ? found : undefined;
  }

  #resolveChildren(
    node: Node,
    path: string,
    references: readonly string[],
  ): Node {
    const child = (value: unknown, at: string): unknown => {
      if (typeof value === 'boolean') return value;
      if (isNode(value)) return this.resolve(value, at, references);
      throw new ParameterSchemaError(at, 'must be a schema');
    };
    return Object.fromEntries(
      Object.entries(node)
        .filter(([keyword]) => !droppedKeywords.has(keyword))
        .map(([keyword, value]) => {
          const at = `${path}.${keyword}`;
          if (schemaMaps.includes(keyword) && isNode(value)) {
            const children = Object.entries(value).map(([name, each]) => [
              name,
              child(each, `${at}.${name}`),
            ]);
            return [keyword, Object.fromEntries(children)];
          }
          if (schemaLists.includes(keyword) && Array.isArray(value)) {
            return [
              keyword,
              value.map((each, index) => child(each, `${at}[${index}]`)),
            ];
          }
          return schemas.includes(keyword)
            ? [keyword, child(value, at)]
            : [keyword, value];
        })
        .concat(node.nullable === true ? [['nullable', true]] : []),
    );
  }
}

/**
 * Converts `openAPIV3Schema` of a component type or trait to a JSON Schema (draft 7) without references. It may be in the short form
 * of OpenChoreo 0.x.
 *
 * @param schema - undefined is the schema of an object without values
 * @throws ParameterSchemaError for a reference that is circular or leads nowhere, and for what is not the schema of an object
 *
 * @public
 */
export function resolveParameterSchema(schema: unknown): ParameterSchema {
  const root = schema ?? {};
  if (!isNode(root)) {
    throw new ParameterSchemaError('openAPIV3Schema', 'must be an object');
  }
  if (isShortForm(root)) return expandShortForm(root);
  if (root.type !== undefined && root.type !== 'object') {
    throw new ParameterSchemaError(
      'openAPIV3Schema.type',
      `must be object, and is ${String(root.type)}`,
    );
  }
  const resolved = new Resolver(root).resolve(root, 'openAPIV3Schema', []);
  return { type: 'object', ...resolved };
}

/** Replaces the keywords in which OpenAPI v3.0 differs from JSON Schema. */
function toDraft7({ nullable, ...schema }: Node): ParameterSchema {
  const converted: ParameterSchema = { ...schema };
  for (const [keyword, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ]) {
    if (typeof converted[keyword] === 'boolean') {
      if (converted[keyword]) {
        converted[keyword] = converted[limit];
        delete converted[limit];
      } else {
        delete converted[keyword];
      }
    }
  }
  if (nullable === true) {
    const { type, enum: values } = converted;
    if (type !== undefined) converted.type = [type, 'null'].flat();
    if (values && !values.includes(null)) converted.enum = [...values, null];
  }
  if (converted['x-kubernetes-int-or-string'] === true) {
    delete converted.anyOf;
    converted.type = ['integer', 'string'];
  }
  return converted;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
