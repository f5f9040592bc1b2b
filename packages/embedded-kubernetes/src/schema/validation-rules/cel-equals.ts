import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { jsonEquals } from '../json';
import { Quantity } from './quantity';
import { CelObject, itemIdentitiesOf } from './value-type';

/**
 * Whether two CEL values are equal. Integers and doubles are compared by value. As in kube-apiserver, the order of the items of
 * lists of type `set` and `map` does not matter.
 */
export function celEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') {
    return (
      isInteger(left) && isInteger(right) && BigInt(left) === BigInt(right)
    );
  }
  if (left === null || right === null) return false;
  if (Array.isArray(left)) {
    return Array.isArray(right) && listsEqual(left, right);
  }
  if (left instanceof Date) {
    return right instanceof Date && left.getTime() === right.getTime();
  }
  if (left instanceof Uint8Array) {
    return right instanceof Uint8Array && Buffer.compare(left, right) === 0;
  }
  if (left instanceof Duration) {
    return (
      right instanceof Duration &&
      left.seconds === right.seconds &&
      left.nanos === right.nanos
    );
  }
  if (left instanceof UnsignedInt) {
    return right instanceof UnsignedInt && left.valueOf() === right.valueOf();
  }
  if (left instanceof Quantity) {
    return right instanceof Quantity && left.compareTo(right) === 0;
  }
  if (left instanceof Optional) {
    if (!(right instanceof Optional) || left.hasValue() !== right.hasValue()) {
      return false;
    }
    return !left.hasValue() || celEquals(left.value(), right.value());
  }
  if (left instanceof CelObject || right instanceof CelObject) {
    return (
      left instanceof CelObject &&
      right instanceof CelObject &&
      mapsEqual(left, right) &&
      jsonEquals(left.others, right.others)
    );
  }
  return mapsEqual(entriesOf(left), entriesOf(right));
}

function isInteger(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** A map literal of an expression is a plain object. Values of other types have no entries and are equal only if identical. */
function entriesOf(value: object): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null
    ? new Map(Object.entries(value))
    : new Map([[value, value]]);
}

function mapsEqual(
  left: ReadonlyMap<unknown, unknown>,
  right: ReadonlyMap<unknown, unknown>,
): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    if (!right.has(key) || !celEquals(value, right.get(key))) return false;
  }
  return true;
}

function listsEqual(
  left: readonly unknown[],
  right: readonly unknown[],
): boolean {
  if (left.length !== right.length) return false;
  const identities = itemIdentitiesOf(left);
  const otherIdentities = itemIdentitiesOf(right);
  if (!identities || !otherIdentities) {
    return left.every((item, index) => celEquals(item, right[index]));
  }
  const others = new Map(
    otherIdentities.map((identity, index) => [identity, right[index]]),
  );
  return identities.every(
    (identity, index) =>
      others.has(identity) && celEquals(left[index], others.get(identity)),
  );
}
