import { isObject, JsonObject, JsonValue, has } from '../schema/json';
import { StructuralSchema } from '../schema/structural-schema';
import { objectMetaSchema } from '../schema/object-meta-schema';
import { PathElement } from './path-element';

/** The kind of scalar that a place holds. */
export type ScalarKind = 'string' | 'numeric' | 'boolean' | 'untyped';

/** How the items of a list are told apart when two lists are merged. */
export interface ListShape {
  /** An atomic list is one value: whoever sets it, sets all of it. */
  atomic: boolean;
  /** Members that identify an item; none for a set of scalars. */
  keys: readonly string[];
  item: Shape;
  /** Defaults of key members, for items that leave them out. */
  keyDefaults: JsonObject;
}

/** How the members of an object are merged. */
export interface MapShape {
  atomic: boolean;
  /** Members that the schema declares. */
  fields: ReadonlyMap<string, Shape>;
  /** The shape of any other member; undefined where there may be none. */
  rest: Shape | undefined;
}

/**
 * What server-side apply needs to know of a schema at one place. Where the
 * type is not declared, all three are present and the value decides.
 */
export interface Shape {
  scalar?: ScalarKind;
  list?: ListShape;
  map?: MapShape;
}

/** Which of a shape's three forms a value takes. */
export type Form = 'map' | 'list' | 'scalar';

/** The shape of anything: objects merge, lists are one value. */
export const anyShape: Shape = {};
{
  const opaque: Shape = { scalar: 'untyped' };
  const opaqueList = { atomic: true, keys: [], item: opaque, keyDefaults: {} };
  const opaqueMap = { atomic: true, fields: new Map(), rest: opaque };
  opaque.list = opaqueList;
  opaque.map = opaqueMap;
  anyShape.scalar = 'untyped';
  anyShape.list = opaqueList;
  anyShape.map = { atomic: false, fields: new Map(), rest: anyShape };
}

const kindShapes = new WeakMap<StructuralSchema, Shape>();
const withoutSchema: StructuralSchema = {};

/**
 * The shape of a whole object of a kind: what its schema says, with the fields
 * that every object has. Without a schema everything is deduced from values.
 */
export function shapeOfKind(schema: StructuralSchema = withoutSchema): Shape {
  const known = kindShapes.get(schema);
  if (known) return known;
  const { map } = compile(schema, false);
  const fields = new Map([...(map?.fields ?? []), ...resourceFields()]);
  const isDeclared = map !== undefined && map.fields.size > 0;
  const shape: Shape = {
    map: { atomic: false, fields, rest: isDeclared ? map.rest : anyShape },
  };
  kindShapes.set(schema, shape);
  return shape;
}

/** The form that a value takes at a place; null takes the first there is. */
export function formOf(shape: Shape, value: JsonValue | undefined): Form {
  if (Array.isArray(value)) {
    if (shape.list) return 'list';
  } else if (isObject(value)) {
    if (shape.map) return 'map';
  } else if (value !== null && value !== undefined && shape.scalar) {
    return 'scalar';
  }
  if (shape.map) return 'map';
  return shape.scalar ? 'scalar' : 'list';
}

/** The shape of a member of an object; undefined where it is not declared. */
export function shapeOfField(map: MapShape, name: string): Shape | undefined {
  return map.fields.get(name) ?? map.rest;
}

/** The shape that lies below a path element. */
export function shapeOfElement(
  shape: Shape | undefined,
  element: PathElement,
): Shape | undefined {
  if (element.startsWith('f:')) {
    return shape?.map && shapeOfField(shape.map, element.slice(2));
  }
  return element.startsWith('k:') ? shape?.list?.item : undefined;
}

function compile(schema: StructuralSchema, preserving: boolean): Shape {
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
      return anyShape;
  }
}

function compileMap(schema: StructuralSchema, preserving: boolean): MapShape {
  const fields = new Map<string, Shape>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    fields.set(name, compile(property, preserving));
  }
  if (schema['x-kubernetes-embedded-resource']) {
    for (const [name, field] of resourceFields()) fields.set(name, field);
  }
  const additional = schema.additionalProperties;
  let rest: Shape | undefined;
  if (isSchema(additional)) {
    rest = compile(additional, preserving);
  } else if (
    additional === true ||
    (additional === undefined && (preserving || fields.size === 0))
  ) {
    rest = anyShape;
  }
  return {
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    fields,
    rest,
  };
}

function compileList(schema: StructuralSchema, preserving: boolean): ListShape {
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
    item: schema.items ? compile(schema.items, preserving) : anyShape,
    keyDefaults,
  };
}

/** What an absent value counts as where zero counts as absent. */
function zeroOf(schema: StructuralSchema): JsonValue | undefined {
  if (!schema.rules?.omitZero) return undefined;
  return schema.type === 'string' ? '' : 0;
}

function isSchema(
  value: StructuralSchema | boolean | undefined,
): value is StructuralSchema {
  return typeof value === 'object';
}

/** What every object has, whatever its kind. */
function resourceFields(): [string, Shape][] {
  return [
    ['apiVersion', { scalar: 'string' }],
    ['kind', { scalar: 'string' }],
    ['metadata', compile(objectMetaSchema, false)],
  ];
}

/** The keys of a list item as far as the item or defaults give them. */
export function keysOf(list: ListShape, item: JsonObject): JsonObject {
  const keys: JsonObject = {};
  for (const key of list.keys) {
    if (has(item, key)) keys[key] = item[key];
    else if (has(list.keyDefaults, key)) keys[key] = list.keyDefaults[key];
  }
  return keys;
}
