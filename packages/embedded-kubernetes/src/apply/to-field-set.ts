import { isObject, JsonObject, JsonValue, member } from '../schema/json';
import { FieldSet } from './field-set';
import { groupItems } from './list-items';
import { fieldElement, PathElement } from './path-element';
import {
  untypedSchema,
  valueForm,
  MergeSchema,
  fieldSchema,
} from './merge-schema';

/**
 * The fields of a value: its leaves, the items of its keyed lists and the keys
 * of its maps. An applier owns these fields of its configuration.
 */
export function toFieldSet(schema: MergeSchema, value: JsonValue): FieldSet {
  const set = new FieldSet();
  collect(set, [], schema, value);
  return set;
}

function collect(
  set: FieldSet,
  path: PathElement[],
  schema: MergeSchema,
  value: JsonValue,
) {
  const form = valueForm(schema, value);
  if (form === 'map' && schema.map && !schema.map.atomic) {
    if (isObject(value)) collectMembers(set, path, schema, value);
  } else if (form === 'list' && schema.list && !schema.list.atomic) {
    if (Array.isArray(value)) collectItems(set, path, schema, value);
  } else {
    set.insert(path);
  }
}

function collectMembers(
  set: FieldSet,
  path: PathElement[],
  schema: MergeSchema,
  value: JsonObject,
) {
  if (!schema.map) return;
  for (const name of Object.keys(value)) {
    const child = member(value, name);
    if (child === undefined) continue;
    path.push(fieldElement(name));
    collect(set, path, fieldSchema(schema.map, name) ?? untypedSchema, child);
    const isEmpty =
      child === null || (isObject(child) && Object.keys(child).length === 0);
    if (isEmpty || !schema.map.fields.has(name)) set.insert(path);
    path.pop();
  }
}

function collectItems(
  set: FieldSet,
  path: PathElement[],
  schema: MergeSchema,
  items: JsonValue[],
) {
  if (!schema.list) return;
  for (const [element, group] of groupItems(schema.list, items)) {
    path.push(element);
    if (group.length === 1) collect(set, path, schema.list.item, group[0]);
    set.insert(path);
    path.pop();
  }
}
