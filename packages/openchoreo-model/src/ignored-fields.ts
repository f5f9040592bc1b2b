import { jsonSchemaOf } from './crd/json-schema-of';
import type { KindDefinition } from './kind-definition';

/** Marks a field in its description. */
const noEffect = 'Accepted but has no effect yet.';

interface SchemaNode {
  description?: string;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  additionalProperties?: SchemaNode;
}

const specSchemas = new WeakMap<object, SchemaNode>();

/**
 * Returns the fields of an object that are set and have no effect yet, according to the descriptions of its kind, for example
 * `spec.rules[0].qualityGates`. Required fields do not count, because they cannot be left out.
 *
 * @public
 */
export function ignoredFields(
  definition: KindDefinition,
  object: { spec?: unknown },
): string[] {
  return findIgnored(specSchemaOf(definition), object.spec, 'spec');
}

/**
 * Whether a kind has fields that {@link ignoredFields} may return.
 *
 * @public
 */
export function hasIgnoredFields(definition: KindDefinition): boolean {
  return hasMarked(specSchemaOf(definition));
}

function specSchemaOf(definition: KindDefinition): SchemaNode {
  const known = specSchemas.get(definition);
  if (known) return known;
  const schema = toNode(jsonSchemaOf(definition)).properties?.spec ?? {};
  specSchemas.set(definition, schema);
  return schema;
}

function toNode(value: unknown): SchemaNode {
  if (!isRecord(value)) return {};
  const { description, properties, required, items, additionalProperties } =
    value;
  return {
    ...(typeof description === 'string' && { description }),
    ...(isRecord(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, toNode(each)]),
      ),
    }),
    ...(Array.isArray(required) && { required: required.map(String) }),
    ...(isRecord(items) && { items: toNode(items) }),
    ...(isRecord(additionalProperties) && {
      additionalProperties: toNode(additionalProperties),
    }),
  };
}

function isMarked({ description }: SchemaNode): boolean {
  return description?.includes(noEffect) ?? false;
}

function hasMarked(node: SchemaNode): boolean {
  const { properties = {}, required = [], items, additionalProperties } = node;
  return (
    Object.entries(properties).some(
      ([name, each]) =>
        (isMarked(each) && !required.includes(name)) || hasMarked(each),
    ) || [items, additionalProperties].some(each => each && hasMarked(each))
  );
}

function findIgnored(node: SchemaNode, value: unknown, path: string): string[] {
  const { properties, required = [], items, additionalProperties } = node;
  if (Array.isArray(value)) {
    return items
      ? value.flatMap((each, index) =>
          findIgnored(items, each, `${path}[${index}]`),
        )
      : [];
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const child = properties?.[name] ?? additionalProperties;
    const at = `${path}.${name}`;
    if (!child || !isSet(member)) return [];
    return isMarked(child) && !required.includes(name)
      ? [at]
      : findIgnored(child, member, at);
  });
}

/** A value that equals an absent field asks for nothing. */
function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return (
    value !== undefined && value !== null && value !== false && value !== ''
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
