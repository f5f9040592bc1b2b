import {
  assign,
  isObject,
  JsonObject,
  JsonValue,
  member,
} from '../schema/json';
import { elementOfItem } from './list-items';
import { PathElement } from './path-element';
import {
  anyShape,
  formOf,
  ListShape,
  MapShape,
  Shape,
  shapeOfField,
} from './merge-schema';

/**
 * Lays an applied configuration over the live object: leaves of the applied
 * one win, keyed lists and sets are merged item by item, nothing is removed.
 * The result may share structure with both.
 */
export function mergeApplied(
  shape: Shape,
  live: JsonObject,
  applied: JsonObject,
): JsonObject {
  const merged = merge(shape, live, applied);
  return isObject(merged) ? merged : {};
}

function merge(
  shape: Shape,
  live: JsonValue | undefined,
  applied: JsonValue | undefined,
): JsonValue | undefined {
  if (applied === undefined) return live;
  if (live === undefined) return applied;
  const form = formOf(shape, applied);
  if (form === 'map' && shape.map && !shape.map.atomic) {
    const left = isObject(live) ? live : {};
    const right = isObject(applied) ? applied : {};
    if (Object.keys(left).length + Object.keys(right).length > 0) {
      return mergeMembers(shape.map, left, right);
    }
  } else if (form === 'list' && shape.list && !shape.list.atomic) {
    const left = Array.isArray(live) ? live : [];
    const right = Array.isArray(applied) ? applied : [];
    if (left.length + right.length > 0) {
      return mergeItems(shape.list, left, right);
    }
  }
  return applied;
}

function mergeMembers(
  map: MapShape,
  live: JsonObject,
  applied: JsonObject,
): JsonObject | undefined {
  const merged: JsonObject = { ...live };
  for (const name of Object.keys(applied)) {
    const shape = shapeOfField(map, name) ?? anyShape;
    const value = merge(shape, member(live, name), member(applied, name));
    if (value !== undefined) assign(merged, name, value);
  }
  return merged;
}

/**
 * Merges two keyed lists. The applied order wins among its own items; live
 * items that it does not mention keep their place relative to their neighbours.
 */
function mergeItems(
  list: ListShape,
  live: JsonValue[],
  applied: JsonValue[],
): JsonValue[] | undefined {
  const liveElements = live.map(item => elementOfItem(list, item));
  const appliedElements = applied.map(item => elementOfItem(list, item));
  const liveItems = indexUnique(liveElements, live);
  const appliedItems = indexUnique(appliedElements, applied);
  const shared = appliedElements.filter(element => liveItems.has(element));
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
  let nextShared = shared.shift();
  while (l < live.length || a < applied.length) {
    const liveElement = liveElements[l];
    const appliedElement = appliedElements[a];
    if (l < live.length && a < applied.length) {
      if (liveElement === appliedElement) {
        done.add(liveElement);
        take(liveItems.get(liveElement), applied[a]);
        l++;
        a++;
        nextShared = shared.shift();
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
      if (nextShared === appliedElement) nextShared = shared.shift();
    }
  }
  return merged.length > 0 ? merged : undefined;
}

/** Items by element; those that appear twice cannot be merged and are absent. */
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
