import {
  assign,
  isObject,
  JsonObject,
  JsonValue,
  member,
} from '../schema/json';
import { itemElement } from './list-items';
import { PathElement } from './path-element';
import {
  untypedSchema,
  valueForm,
  ListSchema,
  MapSchema,
  MergeSchema,
  fieldSchema,
} from './merge-schema';

/**
 * Merges an applied configuration into the live object: applied leaves replace
 * live ones, keyed lists and sets are merged item by item, nothing is removed.
 * The result may share parts with both.
 */
export function mergeApplied(
  schema: MergeSchema,
  live: JsonObject,
  applied: JsonObject,
): JsonObject {
  const merged = merge(schema, live, applied);
  return isObject(merged) ? merged : {};
}

function merge(
  schema: MergeSchema,
  live: JsonValue | undefined,
  applied: JsonValue | undefined,
): JsonValue | undefined {
  if (applied === undefined) return live;
  if (live === undefined) return applied;
  const form = valueForm(schema, applied);
  if (form === 'map' && schema.map && !schema.map.atomic) {
    const left = isObject(live) ? live : {};
    const right = isObject(applied) ? applied : {};
    if (Object.keys(left).length + Object.keys(right).length > 0) {
      return mergeMembers(schema.map, left, right);
    }
  } else if (form === 'list' && schema.list && !schema.list.atomic) {
    const left = Array.isArray(live) ? live : [];
    const right = Array.isArray(applied) ? applied : [];
    if (left.length + right.length > 0) {
      return mergeItems(schema.list, left, right);
    }
  }
  return applied;
}

function mergeMembers(
  map: MapSchema,
  live: JsonObject,
  applied: JsonObject,
): JsonObject | undefined {
  const merged: JsonObject = { ...live };
  for (const name of Object.keys(applied)) {
    const schema = fieldSchema(map, name) ?? untypedSchema;
    const value = merge(schema, member(live, name), member(applied, name));
    if (value !== undefined) assign(merged, name, value);
  }
  return merged;
}

/**
 * Merges two keyed lists. Applied items have the applied order; other live items
 * keep their position relative to their neighbours.
 */
function mergeItems(
  list: ListSchema,
  live: JsonValue[],
  applied: JsonValue[],
): JsonValue[] | undefined {
  const liveElements = live.map(item => itemElement(list, item));
  const appliedElements = applied.map(item => itemElement(list, item));
  const liveItems = indexUnique(liveElements, live);
  const appliedItems = indexUnique(appliedElements, applied);
  const shared = appliedElements
    .filter(element => liveItems.has(element))
    .values();
  const done = new Set<PathElement>();
  const merged: JsonValue[] = [];
  const take = (
    liveItem: JsonValue | undefined,
    appliedItem: JsonValue | undefined,
  ) => {
    const item = merge(list.item, liveItem, appliedItem);
    if (item !== undefined) merged.push(item);
  };

  let l = 0;
  let a = 0;
  let nextShared = shared.next().value;
  while (l < live.length || a < applied.length) {
    const liveElement = liveElements[l];
    const appliedElement = appliedElements[a];
    if (l < live.length && a < applied.length) {
      if (liveElement === appliedElement) {
        done.add(liveElement);
        take(liveItems.get(liveElement), applied[a]);
        l++;
        a++;
        nextShared = shared.next().value;
        continue;
      }
      const isAwaited = nextShared === undefined || nextShared === liveElement;
      if (appliedItems.has(liveElement) && !isAwaited) {
        l++;
        continue;
      }
    }
    if (l < live.length) {
      if (!appliedItems.has(liveElement)) {
        take(live[l], undefined);
        l++;
        continue;
      }
      if (done.has(liveElement)) l++;
    }
    if (a < applied.length) {
      done.add(appliedElement);
      take(liveItems.get(appliedElement), applied[a]);
      a++;
      if (nextShared === appliedElement) nextShared = shared.next().value;
    }
  }
  return merged.length > 0 ? merged : undefined;
}

/** Items by element; undefined for duplicates, which cannot be merged. */
function indexUnique(
  elements: PathElement[],
  items: JsonValue[],
): Map<PathElement, JsonValue | undefined> {
  const index = new Map<PathElement, JsonValue | undefined>();
  elements.forEach((element, i) => {
    index.set(element, index.has(element) ? undefined : items[i]);
  });
  return index;
}
