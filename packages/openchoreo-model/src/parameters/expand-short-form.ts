import { ParameterSchemaError } from './parameter-schema-error';

type Node = Record<string, unknown>;

/** Keywords at the root of a schema. Any other name at the root is a parameter in the short form. */
const rootKeywords = new Set([
  'type',
  'title',
  'description',
  'default',
  'properties',
  'patternProperties',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'definitions',
]);

const scalarTypes = ['string', 'integer', 'number', 'boolean', 'object'];

/** Constraints whose values are numbers, or true and false. */
const typedConstraints = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'nullable',
]);

const textConstraints = new Set(['pattern', 'format', 'title', 'description']);

/** Whether parameters are in the short form of OpenChoreo 0.x: `replicas: integer | default=1`. */
export function isShortForm(schema: Node): boolean {
  return (
    schema.type !== 'object' &&
    schema.properties === undefined &&
    Object.keys(schema).some(
      name =>
        name === '$types' || !(rootKeywords.has(name) || /^(x-|\$)/.test(name)),
    )
  );
}

class Expander {
  constructor(private readonly types: Node) {}

  /** @param trail - the names of types that are being expanded, to find a circle */
  expandObject(node: Node, path: string, trail: readonly string[]): Node {
    const fields = Object.entries(node)
      .filter(([name]) => !name.startsWith('$'))
      .map(([name, value]) => ({
        name,
        ...this.#expandField(value, `${path}.${name}`, trail),
      }));
    const required = fields
      .filter(field => field.isRequired)
      .map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(
        fields.map(({ name, schema }) => [name, schema]),
      ),
      ...(required.length && { required }),
      ...('$default' in node && { default: node.$default }),
    };
  }

  #expandField(
    value: unknown,
    path: string,
    trail: readonly string[],
  ): { schema: Node; isRequired: boolean } {
    if (isNode(value)) {
      const schema = this.expandObject(value, path, trail);
      return { schema, isRequired: !('default' in schema) };
    }
    if (typeof value !== 'string') {
      throw new ParameterSchemaError(
        path,
        'must be a type such as "integer | default=1", or an object of parameters',
      );
    }
    const [, typeText, rest] = /^([^|]*)(.*)$/s.exec(value) ?? ['', '', ''];
    const type = this.#expandType(typeText.trim(), path, trail);
    const { required, ...constraints } = parseConstraints(rest, type, path);
    const schema = { ...type, ...constraints };
    const isRequired = required ?? !('default' in schema);
    return { schema, isRequired: isRequired === true };
  }

  #expandType(text: string, path: string, trail: readonly string[]): Node {
    if (scalarTypes.includes(text)) return { type: text };
    const item = /^(?:\[\](.+)|array<(.+)>)$/.exec(text);
    if (item) {
      const items = this.#expandType((item[1] ?? item[2]).trim(), path, trail);
      return { type: 'array', items };
    }
    const member = /^(?:map\[string\](.+)|map<(.+)>)$/.exec(text);
    if (member) {
      const name = (member[1] ?? member[2]).trim();
      return {
        type: 'object',
        additionalProperties: this.#expandType(name, path, trail),
      };
    }
    return this.#expandNamedType(text, path, trail);
  }

  #expandNamedType(name: string, path: string, trail: readonly string[]): Node {
    const type = Object.hasOwn(this.types, name) ? this.types[name] : undefined;
    if (type === undefined) {
      throw new ParameterSchemaError(
        path,
        `the type "${name}" does not exist. Use string, integer, number, boolean, object, []string, map<string> or a name in $types`,
      );
    }
    if (trail.includes(name)) {
      throw new ParameterSchemaError(
        path,
        `the type ${name} is circular: ${[...trail, name].join(' → ')}`,
      );
    }
    return this.#expandField(type, path, [...trail, name]).schema;
  }
}

/**
 * Expands the short form to a JSON Schema. A parameter is required unless it has a default or `required=false`. `$types` has types
 * for several parameters, and `$default` is the default of an object.
 *
 * @throws ParameterSchemaError for a type or constraint that does not exist
 */
export function expandShortForm(schema: Node): Node {
  const types = isNode(schema.$types) ? schema.$types : {};
  return new Expander(types).expandObject(schema, 'openAPIV3Schema', []);
}

/** One constraint: `minimum=1`, `pattern=^[a-z]+$`, `description="Any text"`. Spaces or ` | ` separate them. */
const constraintPattern = /([\w:-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|\S+)/g;

function parseConstraints(text: string, type: Node, path: string): Node {
  const rest = text.replace(constraintPattern, '').replace(/\|/g, ' ').trim();
  if (rest) {
    throw new ParameterSchemaError(
      path,
      `"${rest}" is not a constraint. Write one such as minimum=1`,
    );
  }
  return Object.fromEntries(
    [...text.matchAll(constraintPattern)].flatMap(([, name, value]) => {
      // Hints for tools of OpenChoreo, such as oc:scaffolding.
      if (name.includes(':')) return [];
      return [[name, parseValue(name, unquoted(value), type, path)]];
    }),
  );
}

function parseValue(
  name: string,
  value: string,
  { type }: Node,
  path: string,
): unknown {
  if (textConstraints.has(name)) return value;
  if (name === 'required' || typedConstraints.has(name)) {
    return parseJson(value, `${path}: ${name}`);
  }
  const parse = (text: string) =>
    type === 'string' ? text : parseJson(text, path);
  if (name === 'default') return parse(value);
  if (name === 'enum') {
    return value.split(',').map(each => parse(unquoted(each.trim())));
  }
  throw new ParameterSchemaError(path, `the constraint ${name} does not exist`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ParameterSchemaError(path, `${text} is not a value of the type`);
  }
}

function unquoted(text: string): string {
  const [, double, single] = /^(?:"(.*)"|'(.*)')$/s.exec(text) ?? [];
  return double?.replace(/\\(.)/g, '$1') ?? single ?? text;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
