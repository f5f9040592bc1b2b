/** Any value a JSON document can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | JsonObject;

/** A JSON object. Absent members are absent, never `undefined`. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** True for a JSON object: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when `object` itself, not its prototype, has the member. */
export function has(object: JsonObject, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/** The member of `object`, or undefined when it is absent. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return has(object, key) ? object[key] : undefined;
}

/**
 * Sets a member as JSON does. A plain assignment to `__proto__` would change
 * the object's prototype and lose the value.
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

/** The member of `object` where it is an object, else an empty one. */
export function objectAt(
  value: JsonValue | undefined,
  key: string,
): JsonObject {
  const found = isObject(value) ? member(value, key) : undefined;
  return isObject(found) ? found : {};
}

/** The member of `object` where it is a list, else an empty one. */
export function listAt(value: JsonValue | undefined, key: string): JsonValue[] {
  const found = isObject(value) ? member(value, key) : undefined;
  return Array.isArray(found) ? found : [];
}

/** The member of `object` where it is a string, else undefined. */
export function stringAt(
  value: JsonValue | undefined,
  key: string,
): string | undefined {
  const found = isObject(value) ? member(value, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The member of `object` where it is a number, else undefined. */
export function numberAt(
  value: JsonValue | undefined,
  key: string,
): number | undefined {
  const found = isObject(value) ? member(value, key) : undefined;
  return typeof found === 'number' ? found : undefined;
}

/** True when both hold the same data; the order of members does not count. */
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

/** A deep copy that shares nothing with the original. */
export function cloneJson<T extends JsonValue>(value: T): T;
export function cloneJson(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(item => cloneJson(item));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value))
    assign(copy, key, cloneJson(value[key]));
  return copy;
}
