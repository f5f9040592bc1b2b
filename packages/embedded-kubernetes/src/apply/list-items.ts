import { isObject, JsonValue } from '../schema/json';
import { keyElement, PathElement, valueElement } from './path-element';
import { keysOf, ListShape } from './merge-schema';

/** An item of a keyed list that has no key, or of a set that is no scalar. */
export class UnidentifiableItem extends Error {
  readonly name = 'UnidentifiableItem';
}

/**
 * The path element that identifies an item of a keyed list or of a set.
 *
 * @throws UnidentifiableItem where the item cannot be told from others.
 */
export function elementOfItem(list: ListShape, item: JsonValue): PathElement {
  const problem =
    list.keys.length === 0 ? problemInSet(item) : problemWithKeys(list, item);
  if (problem !== undefined) throw new UnidentifiableItem(problem);
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

function problemWithKeys(list: ListShape, item: JsonValue): string | undefined {
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
 * Groups the items of a list by what identifies them, in order of appearance.
 * Stored lists may hold duplicates, so that a group may have several items;
 * items that nothing identifies are left out.
 */
export function groupItems(
  list: ListShape,
  items: readonly JsonValue[],
): Map<PathElement, JsonValue[]> {
  const groups = new Map<PathElement, JsonValue[]>();
  for (const item of items) {
    const element = elementOrUndefined(list, item);
    if (element === undefined) continue;
    const group = groups.get(element);
    if (group) group.push(item);
    else groups.set(element, [item]);
  }
  return groups;
}

/** Like {@link elementOfItem}, but undefined where it would throw. */
export function elementOrUndefined(
  list: ListShape,
  item: JsonValue,
): PathElement | undefined {
  try {
    return elementOfItem(list, item);
  } catch (error) {
    if (error instanceof UnidentifiableItem) return undefined;
    throw error;
  }
}
