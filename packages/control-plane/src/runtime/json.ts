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

/**
 * The same value with the members of every object in the order of their names
 * and without members that are undefined: equal values become equal bytes.
 */
export function canonical(value: Json): Json {
  if (isJsonList(value)) return value.map(canonical);
  return isJsonObject(value) ? canonicalObject(value) : value;
}

/** {@link canonical} for what is known to be an object. */
export function canonicalObject(object: JsonObject): JsonObject {
  const members: Record<string, Json> = {};
  for (const member of Object.keys(object).sort()) {
    const value = object[member];
    if (value !== undefined) members[member] = canonical(value);
  }
  return members;
}
