import { isObject, JsonObject, JsonValue, has } from '../schema/json';
import { StructuralSchema } from '../schema/structural-schema';
import { objectMetaSchema } from '../schema/object-meta-schema';
import { PathElement } from './path-element';

/** The type of a scalar. */
export type ScalarKind = 'string' | 'numeric' | 'boolean' | 'untyped';

/** How two lists are merged. */
export interface ListSchema {
  /** An atomic list is replaced as a whole. */
  atomic: boolean;
  /** The fields that identify an item; empty for a set of scalars. */
  keys: readonly string[];
  item: MergeSchema;
  /** The defaults of key fields. */
  keyDefaults: JsonObject;
}

/** How two objects are merged. */
export interface MapSchema {
  atomic: boolean;
  /** The declared fields. */
  fields: ReadonlyMap<string, MergeSchema>;
  /** The schema of other fields; undefined if there must be none. */
  rest: MergeSchema | undefined;
}

/**
 * How server-side apply merges a value. If the type is not declared, all three
 * forms are present and the value selects one.
 */
export interface MergeSchema {
  scalar?: ScalarKind;
  list?: ListSchema;
  map?: MapSchema;
}

/** The form of a value. */
export type ValueForm = 'map' | 'list' | 'scalar';

/** The schema of an undeclared type: objects are merged, lists are atomic. */
export const untypedSchema: MergeSchema = {};
{
  const opaque: MergeSchema = { scalar: 'untyped' };
  const opaqueList = { atomic: true, keys: [], item: opaque, keyDefaults: {} };
  const opaqueMap = { atomic: true, fields: new Map(), rest: opaque };
  opaque.list = opaqueList;
  opaque.map = opaqueMap;
  untypedSchema.scalar = 'untyped';
  untypedSchema.list = opaqueList;
  untypedSchema.map = { atomic: false, fields: new Map(), rest: untypedSchema };
}

const mergeSchemas = new WeakMap<StructuralSchema, MergeSchema>();
const withoutSchema: StructuralSchema = {};

/**
 * The merge schema of a kind, with the fields of every object. Without a schema
 * the values select how they are merged.
 */
export function mergeSchemaOf(
  schema: StructuralSchema = withoutSchema,
): MergeSchema {
  const known = mergeSchemas.get(schema);
  if (known) return known;
  const { map } = compile(schema, false);
  const fields = new Map([...(map?.fields ?? []), ...resourceFields()]);
  const isDeclared = map !== undefined && map.fields.size > 0;
  const mergeSchema: MergeSchema = {
    map: { atomic: false, fields, rest: isDeclared ? map.rest : untypedSchema },
  };
  mergeSchemas.set(schema, mergeSchema);
  return mergeSchema;
}

/** The form of a value; for null the first one that the schema has. */
export function valueForm(
  mergeSchema: MergeSchema,
  value: JsonValue | undefined,
): ValueForm {
  if (Array.isArray(value)) {
    if (mergeSchema.list) return 'list';
  } else if (isObject(value)) {
    if (mergeSchema.map) return 'map';
  } else if (value !== null && value !== undefined && mergeSchema.scalar) {
    return 'scalar';
  }
  if (mergeSchema.map) return 'map';
  return mergeSchema.scalar ? 'scalar' : 'list';
}

/** The schema of a field; undefined if it is not declared. */
export function fieldSchema(
  map: MapSchema,
  name: string,
): MergeSchema | undefined {
  return map.fields.get(name) ?? map.rest;
}

/** The schema below a path element. */
export function elementSchema(
  mergeSchema: MergeSchema | undefined,
  element: PathElement,
): MergeSchema | undefined {
  if (element.startsWith('f:')) {
    return mergeSchema?.map && fieldSchema(mergeSchema.map, element.slice(2));
  }
  return element.startsWith('k:') ? mergeSchema?.list?.item : undefined;
}

function compile(schema: StructuralSchema, preserving: boolean): MergeSchema {
  const preserves =
    preserving || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (
    schema['x-kubernetes-int-or-string'] ||
    schema.format === 'int-or-string'
  ) {
    return { scalar: 'untyped' };
  }
  switch (schema.type) {
    case 'object':
      return { map: compileMap(schema, preserves) };
    case 'array':
      return { list: compileList(schema, preserves) };
    case 'string':
      return { scalar: 'string' };
    case 'boolean':
      return { scalar: 'boolean' };
    case 'integer':
    case 'number':
      return { scalar: 'numeric' };
    default:
      return untypedSchema;
  }
}

function compileMap(schema: StructuralSchema, preserving: boolean): MapSchema {
  const fields = new Map<string, MergeSchema>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    fields.set(name, compile(property, preserving));
  }
  if (schema['x-kubernetes-embedded-resource']) {
    for (const [name, field] of resourceFields()) fields.set(name, field);
  }
  const additional = schema.additionalProperties;
  let rest: MergeSchema | undefined;
  if (isSchema(additional)) {
    rest = compile(additional, preserving);
  } else if (
    additional === true ||
    (additional === undefined && (preserving || fields.size === 0))
  ) {
    rest = untypedSchema;
  }
  return {
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    fields,
    rest,
  };
}

function compileList(
  schema: StructuralSchema,
  preserving: boolean,
): ListSchema {
  const type = schema['x-kubernetes-list-type'] ?? 'atomic';
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const keyDefaults: JsonObject = {};
  for (const key of keys) {
    const property = schema.items?.properties?.[key];
    const fallback = property?.default ?? (property && zeroOf(property));
    if (fallback !== undefined) keyDefaults[key] = fallback;
  }
  return {
    atomic: type === 'atomic',
    keys: type === 'map' ? keys : [],
    item: schema.items ? compile(schema.items, preserving) : untypedSchema,
    keyDefaults,
  };
}

/** The zero value of a type whose zero is the same as absent. */
function zeroOf(schema: StructuralSchema): JsonValue | undefined {
  if (!schema.rules?.omitZero) return undefined;
  return schema.type === 'string' ? '' : 0;
}

function isSchema(
  value: StructuralSchema | boolean | undefined,
): value is StructuralSchema {
  return typeof value === 'object';
}

/** The fields of every object. */
function resourceFields(): [string, MergeSchema][] {
  return [
    ['apiVersion', { scalar: 'string' }],
    ['kind', { scalar: 'string' }],
    ['metadata', compile(objectMetaSchema, false)],
  ];
}

/** The keys of a list item, from the item or the defaults. */
export function keysOf(list: ListSchema, item: JsonObject): JsonObject {
  const keys: JsonObject = {};
  for (const key of list.keys) {
    if (has(item, key)) keys[key] = item[key];
    else if (has(list.keyDefaults, key)) keys[key] = list.keyDefaults[key];
  }
  return keys;
}
