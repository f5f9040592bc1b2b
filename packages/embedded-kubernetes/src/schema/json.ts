/** Any JSON value. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | JsonObject;

/** A JSON object. Members are never `undefined`. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Whether a value is a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object itself, not its prototype, has a member. */
export function has(object: JsonObject, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/** A member of an object, or undefined. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return has(object, key) ? object[key] : undefined;
}

/**
 * Sets a member. A plain assignment to `__proto__` would change the prototype of
 * the object.
 */
export function assign(object: JsonObject, key: string, value: JsonValue) {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

/** A member that is an object, or an empty object. */
export function objectAt(
  value: JsonValue | undefined,
  key: string,
): JsonObject {
  const found = isObject(value) ? member(value, key) : undefined;
  return isObject(found) ? found : {};
}

/** A member that is a list, or an empty list. */
export function listAt(value: JsonValue | undefined, key: string): JsonValue[] {
  const found = isObject(value) ? member(value, key) : undefined;
  return Array.isArray(found) ? found : [];
}

/** A member that is a string, or undefined. */
export function stringAt(
  value: JsonValue | undefined,
  key: string,
): string | undefined {
  const found = isObject(value) ? member(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** A member that is a number, or undefined. */
export function numberAt(
  value: JsonValue | undefined,
  key: string,
): number | undefined {
  const found = isObject(value) ? member(value, key) : undefined;
  return typeof found === 'number' ? found : undefined;
}

/** Whether two values are equal, regardless of the order of members. */
export function jsonEquals(
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => jsonEquals(item, right[index]))
    );
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(key => has(right, key) && jsonEquals(left[key], right[key]))
  );
}

/**
 * Formats a value as text: a string as it is, other values as JSON. `String(value)` throws for an object with a member named
 * `toString`.
 */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

/** A deep copy. */
export function cloneJson<T extends JsonValue>(value: T): T;
export function cloneJson(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(item => cloneJson(item));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value))
    assign(copy, key, cloneJson(value[key]));
  return copy;
}
