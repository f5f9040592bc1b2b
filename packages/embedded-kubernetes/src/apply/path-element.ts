import { isObject, JsonObject, JsonValue } from '../schema/json';

/**
 * One step of a field's path, in the words of `fieldsV1`: `f:name` for a
 * member, `k:{"name":"a"}` for the item of a keyed list, `v:"a"` for the item
 * of a set, `i:0` for an index. The text is its identity, so that sets of them
 * are plain sets of strings.
 */
export type PathElement = string;

const kindsInOrder = ['f', 'k', 'v', 'i'];

/** The element for a member of an object. */
export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** The element for the item of a keyed list; `keys` may come in any order. */
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

/** True for text that is one of the four kinds of path element. */
export function isPathElement(text: string): text is PathElement {
  return text[1] === ':' && kindsInOrder.includes(text[0]);
}

/** The element as error messages print it: `.name`, `[name="a"]`, `[="a"]`. */
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

/** Orders elements as the API server writes them. */
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
  return String(left) < String(right) ? -1 : 1;
}
