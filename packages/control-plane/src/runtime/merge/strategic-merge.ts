import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json';
import type { MergeList, MergeSchema } from './merge-schema';
import { mergedOrder } from './merged-order';

/**
 * Lays `patch` over `base` as Kubernetes' strategic merge patch does, with the
 * merge keys of `schema`.
 *
 * Objects merge recursively and scalars of the patch win. A null in the patch
 * removes the member; an absent (or undefined) member keeps the base's value.
 * A list of the patch replaces the base's, unless `schema` gives it keys: then
 * items with equal keys merge, and a key given twice counts once, with its
 * last value. Of members that exclude each other, the patch's stay. Neither argument is changed; the result holds no undefined and
 * shares unchanged parts with them.
 */
export function strategicMerge(
  base: JsonObject,
  patch: JsonObject,
  schema: MergeSchema = {},
): JsonObject {
  const result: Record<string, Json> = {};
  const { oneOf = [] } = schema;
  const gives = (member: string) =>
    patch[member] !== undefined && patch[member] !== null;
  const isDisplaced = (member: string) =>
    oneOf.includes(member) && !gives(member) && oneOf.some(gives);
  for (const [member, value] of Object.entries(base)) {
    if (value !== undefined && patch[member] !== null && !isDisplaced(member)) {
      result[member] = value;
    }
  }
  for (const [member, value] of Object.entries(patch)) {
    if (value === undefined || value === null) continue;
    result[member] = mergeValue(
      result[member],
      value,
      schema.members?.[member],
    );
  }
  return result;
}

function mergeValue(
  base: Json | undefined,
  patch: Json,
  schema: MergeSchema = {},
): Json {
  if (isJsonObject(patch)) {
    return strategicMerge(isJsonObject(base) ? base : {}, patch, schema);
  }
  if (isJsonList(patch) && schema.list) {
    return mergeList(isJsonList(base) ? base : [], patch, schema.list);
  }
  return patch;
}

function mergeList(
  base: readonly Json[],
  patch: readonly Json[],
  list: MergeList,
): Json[] {
  const baseItems = keyed(base, list);
  const patchItems = keyed(patch, list);
  const merged = new Map(baseItems);
  for (const [key, item] of patchItems) {
    merged.set(key, mergeValue(baseItems.get(key), item, list.item));
  }
  return mergedOrder([...baseItems.keys()], [...patchItems.keys()]).flatMap(
    key => merged.get(key) ?? [],
  );
}

function keyed(items: readonly Json[], list: MergeList): Map<string, Json> {
  const byKey = new Map<string, Json>();
  for (const item of items) {
    const key = identity(item, list);
    byKey.set(key, mergeValue(byKey.get(key), item, list.item));
  }
  return byKey;
}

function identity(item: Json, { keys }: MergeList): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  return JSON.stringify(
    keys.map(({ member, fallback }) => item[member] ?? fallback ?? null),
  );
}
