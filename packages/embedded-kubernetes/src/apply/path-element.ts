import { isObject, JsonObject, JsonValue, textOf } from '../schema/json';

/**
 * One element of a field path, in the format of `fieldsV1`: `f:name` for a
 * field, `k:{"name":"a"}` for an item of a keyed list, `v:"a"` for an item of a
 * set, `i:0` for an index. Equal elements are equal strings.
 */
export type PathElement = string;

const kindsInOrder = ['f', 'k', 'v', 'i'];

/** The element for a field of an object. */
export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** The element for an item of a keyed list; `keys` may have any order. */
export function keyElement(keys: JsonObject): PathElement {
  const names = Object.keys(keys);
  if (names.length === 1) return `k:${JSON.stringify(keys)}`;
  const sorted: JsonObject = {};
  for (const name of names.sort()) sorted[name] = keys[name];
  return `k:${JSON.stringify(sorted)}`;
}

/** The element for an item of a set of scalars. */
export function valueElement(value: JsonValue): PathElement {
  return `v:${JSON.stringify(value)}`;
}

/** Whether a string is one of the four kinds of path element. */
export function isPathElement(text: string): text is PathElement {
  return text[1] === ':' && kindsInOrder.includes(text[0]);
}

/** Formats an element for error messages: `.name`, `[name="a"]`, `[="a"]`. */
export function pathText(element: PathElement): string {
  const body = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${body}`;
    case 'k': {
      const keys: JsonValue = JSON.parse(body);
      const pairs = isObject(keys)
        ? Object.entries(keys).map(
            ([name, value]) => `${name}=${JSON.stringify(value)}`,
          )
        : [];
      return `[${pairs.join(',')}]`;
    }
    case 'v':
      return `[=${body}]`;
    default:
      return `[${body}]`;
  }
}

/** Sorts elements as kube-apiserver does. */
export function comparePathElements(a: PathElement, b: PathElement): number {
  const byKind = kindsInOrder.indexOf(a[0]) - kindsInOrder.indexOf(b[0]);
  if (byKind !== 0) return byKind;
  if (a[0] === 'f') return compareScalars(a, b);
  const left: JsonValue = JSON.parse(a.slice(2));
  const right: JsonValue = JSON.parse(b.slice(2));
  if (!isObject(left) || !isObject(right)) return compareScalars(left, right);
  return compareKeys(Object.entries(left), Object.entries(right));
}

function compareKeys(
  left: [string, JsonValue][],
  right: [string, JsonValue][],
): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference =
      compareScalars(left[i][0], right[i][0]) ||
      compareScalars(left[i][1], right[i][1]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareScalars(left: JsonValue, right: JsonValue): number {
  if (left === right) return 0;
  if (typeof left === 'number' && typeof right === 'number')
    return left - right;
  return textOf(left) < textOf(right) ? -1 : 1;
}
