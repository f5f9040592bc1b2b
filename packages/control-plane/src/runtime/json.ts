import { canonicalJson } from '@promenade/openchoreo-model';

/** A JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | JsonObject;

/** A JSON object. A member with the value `undefined` counts as absent, as in `JSON.stringify`. */
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** Whether a value is an object and not a list, a scalar or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. Unlike `Array.isArray`, it narrows to JSON items. */
export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Returns the member at a path, or undefined if the path does not exist. */
export function jsonAt(value: unknown, ...path: string[]): unknown {
  let current: unknown = value;
  for (const member of path) {
    if (!isJsonObject(current)) return undefined;
    current = current[member];
  }
  return current;
}

/** Returns the list at a path, or an empty list if the path does not exist or is not a list. */
export function jsonListAt(value: unknown, ...path: string[]): readonly Json[] {
  const list = jsonAt(value, ...path);
  return isJsonList(list) ? list : [];
}

/** Returns the list, or undefined if it is empty, for members that are absent without items. */
export function nonEmpty<T>(
  list: readonly T[] | undefined,
): readonly T[] | undefined {
  return list?.length ? list : undefined;
}

/** Returns an object with sorted keys and without undefined members, at every level: equal objects give equal JSON. */
export function canonicalObject(object: JsonObject): JsonObject {
  const canonical: unknown = JSON.parse(canonicalJson(object));
  return isJsonObject(canonical) ? canonical : {};
}
