/** Any value that JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | JsonObject;

/**
 * A JSON object. A member whose value is `undefined` counts as absent, as it
 * does for `JSON.stringify`.
 */
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** Tells an object from a list, a scalar and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells a list from everything else, without losing its element type. */
export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The member at a path of object members, or undefined where the path ends early. */
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
