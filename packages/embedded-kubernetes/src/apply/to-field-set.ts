import { isObject, JsonObject, JsonValue, member } from '../schema/json';
import { FieldSet } from './field-set';
import { groupItems } from './list-items';
import { fieldElement, PathElement } from './path-element';
import { anyShape, formOf, Shape, shapeOfField } from './merge-schema';

/**
 * The fields that a value mentions: its leaves, the items of its keyed lists
 * and the keys of its maps. This is what an applier owns.
 */
export function fieldsOf(shape: Shape, value: JsonValue): FieldSet {
  const set = new FieldSet();
  collect(set, [], shape, value);
  return set;
}

function collect(
  set: FieldSet,
  path: PathElement[],
  shape: Shape,
  value: JsonValue,
) {
  const form = formOf(shape, value);
  if (form === 'map' && shape.map && !shape.map.atomic) {
    if (isObject(value)) collectMembers(set, path, shape, value);
  } else if (form === 'list' && shape.list && !shape.list.atomic) {
    if (Array.isArray(value)) collectItems(set, path, shape, value);
  } else {
    set.insert(path);
  }
}

function collectMembers(
  set: FieldSet,
  path: PathElement[],
  shape: Shape,
  value: JsonObject,
) {
  if (!shape.map) return;
  for (const name of Object.keys(value)) {
    const child = member(value, name);
    if (child === undefined) continue;
    path.push(fieldElement(name));
    collect(set, path, shapeOfField(shape.map, name) ?? anyShape, child);
    const isEmpty =
      child === null || (isObject(child) && Object.keys(child).length === 0);
    if (isEmpty || !shape.map.fields.has(name)) set.insert(path);
    path.pop();
  }
}

function collectItems(
  set: FieldSet,
  path: PathElement[],
  shape: Shape,
  items: JsonValue[],
) {
  if (!shape.list) return;
  for (const [element, group] of groupItems(shape.list, items)) {
    path.push(element);
    if (group.length === 1) collect(set, path, shape.list.item, group[0]);
    set.insert(path);
    path.pop();
  }
}
