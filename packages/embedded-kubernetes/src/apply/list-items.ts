import { isObject, JsonValue } from '../schema/json';
import { keyElement, PathElement, valueElement } from './path-element';
import { keysOf, ListShape } from './shape';

/**
 * The path element that identifies an item of a keyed list or of a set.
 *
 * @throws UnidentifiableItem where the item cannot be told from others.
 */
export function elementOfItem(list: ListShape, item: JsonValue): PathElement {
  if (list.keys.length === 0) {
    if (isObject(item)) {
      throw new UnidentifiableItem(
        "associative list without keys has an element that's a map type",
      );
    }
    if (Array.isArray(item)) {
      throw new UnidentifiableItem(
        'not supported: associative list with lists as elements',
      );
    }
    if (item === null) {
      throw new UnidentifiableItem(
        "associative list without keys has an element that's an explicit null",
      );
    }
    return valueElement(item);
  }
  if (item === null) {
    throw new UnidentifiableItem(
      'associative list with keys may not have a null element',
    );
  }
  if (!isObject(item)) {
    throw new UnidentifiableItem(
      'associative list with keys may not have non-map elements',
    );
  }
  const keys = keysOf(list, item);
  if (Object.keys(keys).length === 0) {
    const names = list.keys.map(key => JSON.stringify(key)).join(' ');
    throw new UnidentifiableItem(
      `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
    );
  }
  return keyElement(keys);
}

/** An item of a keyed list that has no key, or of a set that is no scalar. */
export class UnidentifiableItem extends Error {
  readonly name = 'UnidentifiableItem';
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
