import { assign, isObject, JsonObject, JsonValue } from '../schema/json';
import { FieldSet } from './field-set';
import { findItemElement } from './list-items';
import { fieldElement } from './path-element';
import {
  untypedSchema,
  valueForm,
  MergeSchema,
  fieldSchema,
} from './merge-schema';

/**
 * Removes the fields of a set from an object, including containers that become
 * empty. The result may share parts with the object.
 */
export function removeFields(
  schema: MergeSchema,
  object: JsonObject,
  fields: FieldSet,
): JsonObject {
  const left = remove(schema, object, fields);
  return isObject(left) ? left : {};
}

function remove(
  schema: MergeSchema,
  value: JsonValue,
  fields: FieldSet,
): JsonValue | undefined {
  const form = valueForm(schema, value);
  if (form === 'map' && schema.map) {
    if (!isObject(value) || schema.map.atomic) return undefined;
    return removeMembers(schema, value, fields);
  }
  if (form === 'list' && schema.list) {
    if (!Array.isArray(value) || schema.list.atomic) return undefined;
    return removeItems(schema, value, fields);
  }
  return value;
}

function removeMembers(
  schema: MergeSchema,
  value: JsonObject,
  fields: FieldSet,
): JsonObject | undefined {
  const left: JsonObject = {};
  for (const name of Object.keys(value)) {
    const element = fieldElement(name);
    if (fields.hasMember(element)) continue;
    const below = fields.child(element);
    const childSchema = schema.map && fieldSchema(schema.map, name);
    const kept = below
      ? // An emptied container becomes null; pruning drops it.
        remove(childSchema ?? untypedSchema, value[name], below) ?? null
      : value[name];
    assign(left, name, kept);
  }
  return Object.keys(left).length > 0 ? left : undefined;
}

function removeItems(
  schema: MergeSchema,
  items: JsonValue[],
  fields: FieldSet,
): JsonValue[] | undefined {
  if (!schema.list) return undefined;
  const left: JsonValue[] = [];
  for (const item of items) {
    const element = findItemElement(schema.list, item);
    if (element === undefined) {
      left.push(item);
    } else if (!fields.hasMember(element)) {
      const below = fields.child(element);
      left.push(below ? remove(schema.list.item, item, below) ?? null : item);
    }
  }
  return left.length > 0 ? left : undefined;
}
