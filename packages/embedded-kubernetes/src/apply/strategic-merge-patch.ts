import {
  assign,
  has,
  isObject,
  JsonObject,
  JsonValue,
  member,
  stringAt,
} from '../schema/json';
import { objectMetaSchema } from '../schema/object-meta-schema';
import { StructuralSchema } from '../schema/structural-schema';
import { formatGoValue, PatchError } from './patch-error';

const directive = '$patch';
const retainKeys = '$retainKeys';
const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/**
 * Applies a strategic merge patch: like a merge patch, but lists with a merge
 * key are merged item by item, and directives can delete or replace.
 *
 * @throws PatchError 400 that names the field if a directive is invalid or an item has no merge key.
 */
export function applyStrategicMergePatch(
  schema: StructuralSchema | undefined,
  target: JsonObject,
  patch: JsonObject,
): JsonObject {
  const root: StructuralSchema = {
    ...schema,
    properties: { ...schema?.properties, metadata: objectMetaSchema },
  };
  return mergeObjects(root, target, patch, '');
}

function mergeObjects(
  schema: StructuralSchema | undefined,
  target: JsonObject,
  patch: JsonObject,
  path: string,
): JsonObject {
  const directiveValue = patch[directive];
  if (directiveValue === 'replace') return withoutDirectives(patch);
  if (directiveValue === 'delete') return {};
  if (directiveValue !== undefined && directiveValue !== 'merge') {
    throw invalidField(
      path,
      `unknown patch type: ${formatGoValue(
        directiveValue,
      )} in map: ${formatGoValue(patch)}`,
    );
  }
  const result = retainKeysOf(target, patch[retainKeys]);
  for (const key of Object.keys(patch)) {
    if (key === directive || key === retainKeys) continue;
    if (key.startsWith(deletePrefix)) {
      deleteScalars(result, key.slice(deletePrefix.length), patch[key]);
      continue;
    }
    if (key.startsWith(orderPrefix)) {
      const name = key.slice(orderPrefix.length);
      const items = has(result, name) ? result[name] : undefined;
      const orderedItems = patch[key];
      if (
        !has(patch, name) &&
        Array.isArray(items) &&
        Array.isArray(orderedItems)
      ) {
        const mergeKey = mergeKeyOf(propertyOf(schema, name));
        assign(result, name, orderItems(items, orderedItems, items, mergeKey));
      }
      continue;
    }
    const value = patch[key];
    const field = propertyOf(schema, key);
    const current = has(result, key) ? result[key] : undefined;
    if (value === null) {
      delete result[key];
    } else if (isObject(value)) {
      assign(
        result,
        key,
        mergeObjects(
          field,
          isObject(current) ? current : {},
          value,
          fieldPath(path, key),
        ),
      );
    } else if (Array.isArray(value) && mergesItems(field)) {
      const live = Array.isArray(current) ? current : [];
      const merged = mergeLists(field, live, value, fieldPath(path, key));
      const orderedItems = patch[orderPrefix + key];
      const order = Array.isArray(orderedItems) ? orderedItems : value;
      assign(result, key, orderItems(merged, order, live, mergeKeyOf(field)));
    } else {
      assign(result, key, value);
    }
  }
  return result;
}

function mergeLists(
  schema: StructuralSchema | undefined,
  target: JsonValue[],
  patch: JsonValue[],
  path: string,
): JsonValue[] {
  const key = mergeKeyOf(schema);
  if (key === undefined) {
    const items = new Map<string, JsonValue>();
    for (const item of [...target, ...patch]) {
      const identity = JSON.stringify(item);
      if (!items.has(identity)) items.set(identity, item);
    }
    return [...items.values()];
  }
  if (patch.some(item => stringAt(item, directive) === 'replace')) {
    return patch
      .filter(item => stringAt(item, directive) === undefined)
      .map(withoutDirectivesIn);
  }
  const result: (JsonValue | undefined)[] = [...target];
  const indexes = new Map<string, number>();
  // Of items with the same key, the first one is merged.
  for (let index = target.length - 1; index >= 0; index -= 1) {
    const item = target[index];
    if (isObject(item)) indexes.set(JSON.stringify(member(item, key)), index);
  }
  for (const [position, item] of patch.entries()) {
    const itemPath = `${path}[${position}]`;
    if (!isObject(item)) {
      throw invalidField(
        itemPath,
        `unable to find type in non-object list item ${JSON.stringify(item)}`,
      );
    }
    if (!has(item, key)) {
      throw invalidField(
        itemPath,
        `map: ${formatGoValue(
          item,
        )} does not contain declared merge key: ${key}`,
      );
    }
    const identity = JSON.stringify(item[key]);
    const index = indexes.get(identity) ?? result.length;
    if (item[directive] === 'delete') {
      if (index < result.length) result[index] = undefined;
      indexes.delete(identity);
      continue;
    }
    const current = result[index];
    result[index] = mergeObjects(
      schema?.items,
      isObject(current) ? current : {},
      item,
      itemPath,
    );
    indexes.set(identity, index);
  }
  return result.filter(item => item !== undefined);
}

/**
 * Orders merged items: those in `order` by their position there, the others by
 * their live position. An unordered item precedes an ordered one only if it did
 * so in the live list.
 *
 * @param order the items in the order of the patch, or their keys
 * @param live the list before the patch
 */
function orderItems(
  items: readonly JsonValue[],
  order: readonly JsonValue[],
  live: readonly JsonValue[],
  key: string | undefined,
): JsonValue[] {
  const identity = (item: JsonValue) =>
    JSON.stringify(
      key !== undefined && isObject(item) && has(item, key) ? item[key] : item,
    );
  const rankIn = (list: readonly JsonValue[]) => {
    const ranks = new Map<string, number>();
    list.forEach((item, index) => ranks.set(identity(item), index));
    return (item: JsonValue) => ranks.get(identity(item)) ?? -1;
  };
  const orderedRank = rankIn(order);
  const before = rankIn(live);
  const ordered = items
    .filter(item => orderedRank(item) >= 0)
    .sort((a, b) => orderedRank(a) - orderedRank(b));
  const others = items
    .filter(item => orderedRank(item) < 0)
    .sort((a, b) => before(a) - before(b));
  const precedes = (other: JsonValue, item: JsonValue) =>
    before(item) >= 0 && before(other) >= 0 && before(other) < before(item);
  const result: JsonValue[] = [];
  let next = 0;
  for (const item of ordered) {
    while (next < others.length && precedes(others[next], item)) {
      result.push(others[next]);
      next += 1;
    }
    result.push(item);
  }
  return [...result, ...others.slice(next)];
}

function fieldPath(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

/** The error for a field of a patch; the path '' is the whole patch. */
function invalidField(path: string, message: string): PatchError {
  const field = path === '' ? '$patch' : path;
  return new PatchError(400, `${field}: ${message}`, {
    fieldErrors: [{ type: 'FieldValueInvalid', field, message }],
  });
}

function retainKeysOf(
  target: JsonObject,
  keys: JsonValue | undefined,
): JsonObject {
  if (!Array.isArray(keys)) return { ...target };
  const result: JsonObject = {};
  for (const key of Object.keys(target)) {
    if (keys.includes(key)) assign(result, key, target[key]);
  }
  return result;
}

function deleteScalars(object: JsonObject, name: string, values: JsonValue) {
  const items = has(object, name) ? object[name] : undefined;
  if (!Array.isArray(items) || !Array.isArray(values)) return;
  const deleted = new Set(values.map(value => JSON.stringify(value)));
  object[name] = items.filter(item => !deleted.has(JSON.stringify(item)));
}

function withoutDirectives(object: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(object)) {
    if (!key.startsWith('$')) assign(result, key, object[key]);
  }
  return result;
}

function withoutDirectivesIn(item: JsonValue): JsonValue {
  return isObject(item) ? withoutDirectives(item) : item;
}

function propertyOf(
  schema: StructuralSchema | undefined,
  name: string,
): StructuralSchema | undefined {
  const declared = schema?.properties?.[name];
  if (declared) return declared;
  const rest = schema?.additionalProperties;
  return typeof rest === 'object' ? rest : undefined;
}

function mergeKeyOf(schema: StructuralSchema | undefined): string | undefined {
  return schema?.['x-kubernetes-patch-merge-key'];
}

function mergesItems(schema: StructuralSchema | undefined): boolean {
  const strategy = schema?.['x-kubernetes-patch-strategy'] ?? '';
  return strategy.split(',').includes('merge');
}
