import { assign, isObject, JsonObject, JsonValue } from '../schema/json';
import { FieldSet } from './field-set';
import { elementOrUndefined } from './list-items';
import { fieldElement } from './path-element';
import { anyShape, formOf, Shape, shapeOfField } from './merge-schema';

/**
 * The object without the fields of a set. A container that loses its last
 * member goes with it. The result may share structure with the object.
 */
export function removeFields(
  shape: Shape,
  object: JsonObject,
  fields: FieldSet,
): JsonObject {
  const left = remove(shape, object, fields);
  return isObject(left) ? left : {};
}

function remove(
  shape: Shape,
  value: JsonValue,
  fields: FieldSet,
): JsonValue | undefined {
  const form = formOf(shape, value);
  if (form === 'map' && shape.map) {
    if (!isObject(value) || shape.map.atomic) return undefined;
    return removeMembers(shape, value, fields);
  }
  if (form === 'list' && shape.list) {
    if (!Array.isArray(value) || shape.list.atomic) return undefined;
    return removeItems(shape, value, fields);
  }
  return value;
}

function removeMembers(
  shape: Shape,
  value: JsonObject,
  fields: FieldSet,
): JsonObject | undefined {
  const left: JsonObject = {};
  for (const name of Object.keys(value)) {
    const element = fieldElement(name);
    if (fields.hasMember(element)) continue;
    const below = fields.below(element);
    const fieldShape = shape.map && shapeOfField(shape.map, name);
    const kept = below
      ? // An emptied container stays as null for a moment; pruning drops it.
        remove(fieldShape ?? anyShape, value[name], below) ?? null
      : value[name];
    assign(left, name, kept);
  }
  return Object.keys(left).length > 0 ? left : undefined;
}

function removeItems(
  shape: Shape,
  items: JsonValue[],
  fields: FieldSet,
): JsonValue[] | undefined {
  if (!shape.list) return undefined;
  const left: JsonValue[] = [];
  for (const item of items) {
    const element = elementOrUndefined(shape.list, item);
    if (element === undefined) {
      left.push(item);
    } else if (!fields.hasMember(element)) {
      const below = fields.below(element);
      left.push(below ? remove(shape.list.item, item, below) ?? null : item);
    }
  }
  return left.length > 0 ? left : undefined;
}
