import {
  assign,
  has,
  isObject,
  JsonObject,
  JsonValue,
  jsonEquals,
  stringAt,
} from '../schema/json';
import { objectMetaSchema } from '../schema/object-meta-schema';
import { StructuralSchema } from '../schema/structural-schema';
import { ApplyRefused } from './apply-refused';

const directive = '$patch';
const retainKeys = '$retainKeys';
const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/**
 * Applies a strategic merge patch: like a merge patch, but lists with a merge
 * key are merged item by item, and directives can delete or replace.
 *
 * @throws ApplyRefused where a directive is malformed or an item lacks its key.
 */
export function strategicMergePatch(
  schema: StructuralSchema | undefined,
  target: JsonObject,
  patch: JsonObject,
): JsonObject {
  const root: StructuralSchema = {
    ...schema,
    properties: { ...schema?.properties, metadata: objectMetaSchema },
  };
  return mergeObjects(root, target, patch);
}

function mergeObjects(
  schema: StructuralSchema | undefined,
  target: JsonObject,
  patch: JsonObject,
): JsonObject {
  const order = patch[directive];
  if (order === 'replace') return withoutDirectives(patch);
  if (order === 'delete') return {};
  if (order !== undefined && order !== 'merge') {
    throw new ApplyRefused(400, `unknown patch type: ${order} in map`);
  }
  const result = retain(target, patch[retainKeys]);
  for (const key of Object.keys(patch)) {
    if (key === directive || key === retainKeys) continue;
    if (key.startsWith(deletePrefix)) {
      deleteScalars(result, key.slice(deletePrefix.length), patch[key]);
      continue;
    }
    if (key.startsWith(orderPrefix)) {
      const name = key.slice(orderPrefix.length);
      if (!has(patch, name)) {
        reorder(result, name, patch[key], propertyOf(schema, name));
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
        mergeObjects(field, isObject(current) ? current : {}, value),
      );
    } else if (Array.isArray(value) && mergesItems(field)) {
      const merged = mergeLists(
        field,
        Array.isArray(current) ? current : [],
        value,
      );
      assign(result, key, merged);
      reorder(result, key, patch[orderPrefix + key], field);
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
): JsonValue[] {
  const key = schema?.['x-kubernetes-patch-merge-key'];
  if (key === undefined) {
    const result = [...target];
    for (const item of patch) {
      if (!result.some(other => jsonEquals(other, item))) result.push(item);
    }
    return result;
  }
  if (patch.some(item => stringAt(item, directive) === 'replace')) {
    return patch
      .filter(item => stringAt(item, directive) === undefined)
      .map(withoutDirectivesIn);
  }
  const result = [...target];
  for (const item of patch) {
    if (!isObject(item)) {
      throw new ApplyRefused(
        400,
        `unable to find type in non-object list item ${JSON.stringify(item)}`,
      );
    }
    if (!has(item, key)) {
      throw new ApplyRefused(
        400,
        `map: ${JSON.stringify(
          item,
        )} does not contain declared merge key: ${key}`,
      );
    }
    const index = result.findIndex(
      other => isObject(other) && jsonEquals(other[key], item[key]),
    );
    if (item[directive] === 'delete') {
      if (index >= 0) result.splice(index, 1);
      continue;
    }
    const current = index >= 0 ? result[index] : {};
    const merged = mergeObjects(
      schema?.items,
      isObject(current) ? current : {},
      item,
    );
    if (index >= 0) result[index] = merged;
    else result.push(merged);
  }
  return result;
}

/** Sorts a list as `$setElementOrder` says; others keep their place. */
function reorder(
  object: JsonObject,
  name: string,
  order: JsonValue | undefined,
  schema: StructuralSchema | undefined,
) {
  const items = has(object, name) ? object[name] : undefined;
  if (!Array.isArray(order) || !Array.isArray(items)) return;
  const key = schema?.['x-kubernetes-patch-merge-key'];
  const identity = (item: JsonValue): JsonValue =>
    key !== undefined && isObject(item) && has(item, key) ? item[key] : item;
  const rank = (item: JsonValue) =>
    order.findIndex(other => jsonEquals(identity(other), identity(item)));
  const ordered = items
    .filter(item => rank(item) >= 0)
    .sort((a, b) => rank(a) - rank(b));
  const result: JsonValue[] = [];
  let next = 0;
  for (const item of items) {
    if (rank(item) >= 0) {
      // Ordered items before an unknown one stay before it.
      continue;
    }
    const followers = items.slice(items.indexOf(item) + 1);
    while (
      next < ordered.length &&
      !followers.includes(ordered[next]) &&
      items.includes(ordered[next])
    ) {
      result.push(ordered[next++]);
    }
    result.push(item);
  }
  result.push(...ordered.slice(next));
  object[name] = result;
}

function retain(target: JsonObject, keys: JsonValue | undefined): JsonObject {
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
  object[name] = items.filter(
    item => !values.some(value => jsonEquals(value, item)),
  );
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

function mergesItems(schema: StructuralSchema | undefined): boolean {
  const strategy = schema?.['x-kubernetes-patch-strategy'] ?? '';
  return strategy.split(',').includes('merge');
}
