import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json';
import type { MergeList, MergeSchema } from './merge-schema';
import { mergedOrder } from './merged-order';

/**
 * Merges `patch` into `base` as Kubernetes' strategic merge patch does, with the merge keys of `schema`.
 *
 * Objects merge recursively; scalars of the patch win. Null in the patch removes a member, undefined keeps it. A list of the
 * patch replaces that of the base, unless `schema` has keys for it: then items with equal keys merge, and the last of several
 * patch items with one key wins. The arguments are not modified; the result shares unchanged parts with them and contains no
 * undefined.
 */
export function strategicMerge(
  base: JsonObject,
  patch: JsonObject,
  schema: MergeSchema = {},
): JsonObject {
  const result: Record<string, Json> = {};
  const { oneOf = [], retainKeys = false } = schema;
  const isRetained = (member: string) =>
    !retainKeys ||
    Object.hasOwn(patch, member) ||
    Object.keys(patch).length === 0;
  const isSet = (member: string) =>
    patch[member] !== undefined && patch[member] !== null;
  const isReplaced = (member: string) =>
    oneOf.includes(member) && !isSet(member) && oneOf.some(isSet);
  for (const [member, value] of Object.entries(base)) {
    if (
      value !== undefined &&
      patch[member] !== null &&
      isRetained(member) &&
      !isReplaced(member)
    ) {
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
