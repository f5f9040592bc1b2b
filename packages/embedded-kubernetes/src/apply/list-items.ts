import { isObject, JsonValue } from '../schema/json';
import { keyElement, PathElement, valueElement } from './path-element';
import { keysOf, ListSchema } from './merge-schema';

/** An item of a keyed list has no key, or an item of a set is not a scalar. */
export class ItemKeyError extends Error {
  readonly name = 'UnidentifiableItem';
}

/**
 * The path element that identifies an item of a keyed list or of a set.
 *
 * @throws ItemKeyError if the item has no identity.
 */
export function itemElement(list: ListSchema, item: JsonValue): PathElement {
  const problem =
    list.keys.length === 0 ? problemInSet(item) : problemWithKeys(list, item);
  if (problem !== undefined) throw new ItemKeyError(problem);
  return isObject(item) ? keyElement(keysOf(list, item)) : valueElement(item);
}

function problemInSet(item: JsonValue): string | undefined {
  if (isObject(item)) {
    return "associative list without keys has an element that's a map type";
  }
  if (Array.isArray(item)) {
    return 'not supported: associative list with lists as elements';
  }
  return item === null
    ? "associative list without keys has an element that's an explicit null"
    : undefined;
}

function problemWithKeys(
  list: ListSchema,
  item: JsonValue,
): string | undefined {
  if (item === null) {
    return 'associative list with keys may not have a null element';
  }
  if (!isObject(item)) {
    return 'associative list with keys may not have non-map elements';
  }
  if (Object.keys(keysOf(list, item)).length > 0) return undefined;
  const names = list.keys.map(key => JSON.stringify(key)).join(' ');
  return `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`;
}

/**
 * Groups the items of a list by path element, in order of appearance. A group
 * has several items if a stored list has duplicates. Omits items without identity.
 */
export function groupItems(
  list: ListSchema,
  items: readonly JsonValue[],
): Map<PathElement, JsonValue[]> {
  const groups = new Map<PathElement, JsonValue[]>();
  for (const item of items) {
    const element = findItemElement(list, item);
    if (element === undefined) continue;
    const group = groups.get(element);
    if (group) group.push(item);
    else groups.set(element, [item]);
  }
  return groups;
}

/** Like {@link itemElement}, but returns undefined instead of throwing. */
export function findItemElement(
  list: ListSchema,
  item: JsonValue,
): PathElement | undefined {
  try {
    return itemElement(list, item);
  } catch (error) {
    if (error instanceof ItemKeyError) return undefined;
    throw error;
  }
}
