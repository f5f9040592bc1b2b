import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { isJsonList, isJsonObject, type Json } from '../../../runtime/json';
import { compareText } from '../../../runtime/sort';

/** The type of {@link omitted}. */
export class Omitted {}

/** The value of `oc_omit()`: the member, item or variable that has it is left out. */
export const omitted = new Omitted();

/**
 * Converts JSON to a value of CEL: whole numbers become integers, and the members of objects are sorted, so that the
 * result of an expression does not depend on their order.
 */
export function toCel(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  // The library knows lists by their constructor, which a structured clone may have from elsewhere.
  if (isJsonList(value)) return Array.from(value, toCel);
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== undefined)
          .sort(([a], [b]) => compareText(a, b))
          .map(([key, member]) => [key, toCel(member)]),
      )
    : value;
}

/**
 * Converts a value of CEL to JSON, without omitted members and items. Of an optional value, what it holds is taken.
 *
 * @throws Error for a value that JSON cannot express, such as a type
 */
export function toJson(value: unknown): Json | Omitted {
  if (value === omitted || value instanceof Omitted) return omitted;
  if (value instanceof Optional) {
    return value.hasValue() ? toJson(value.value()) : omitted;
  }
  if (Array.isArray(value)) return value.map(toJson).filter(isPresent);
  switch (typeof value) {
    case 'bigint':
      return Number(value);
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return objectToJson(value);
  }
}

/** Whether a value is not left out. */
export function isPresent<T>(value: T | Omitted): value is T {
  return !(value instanceof Omitted);
}

function objectToJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (value instanceof UnsignedInt) return Number(value.valueOf());
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Duration) return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const entries = value instanceof Map ? [...value] : plainEntries(value);
  if (!entries) {
    throw new Error(`the result ${String(value)} is not a value of JSON`);
  }
  const members: [string, Json][] = [];
  for (const [key, member] of entries) {
    const json = toJson(member);
    if (isPresent(json)) members.push([String(key), json]);
  }
  return Object.fromEntries(members);
}

function plainEntries(value: object): [string, unknown][] | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null
    ? Object.entries(value)
    : undefined;
}
