import { has, isObject, JsonObject, JsonValue } from './json';
import { StructuralSchema } from './structural-schema';

/** An item that a list holds already. */
export interface RepeatedItem {
  index: number;
  /** What is repeated: the item of a set, the keys of an item of a map. */
  key: JsonValue;
}

/** The items that repeat another in a list of type `set` or `map`. */
export function repeatedItems(
  schema: StructuralSchema,
  items: readonly JsonValue[],
): RepeatedItem[] {
  const type = schema['x-kubernetes-list-type'];
  if (items.length < 2 || (type !== 'set' && type !== 'map')) return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Map<string, number>();
  const repeated: RepeatedItem[] = [];
  items.forEach((item, index) => {
    const key = type === 'set' ? item : keyOf(keys, item);
    const identity = JSON.stringify(key);
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    if (times === 1) repeated.push({ index, key });
  });
  return repeated;
}

function keyOf(keys: readonly string[], item: JsonValue): JsonObject {
  const key: JsonObject = {};
  if (!isObject(item)) return key;
  for (const name of keys) if (has(item, name)) key[name] = item[name];
  return key;
}

/** Finds the stored item that an item of a keyed list replaces. */
export function correlate(
  schema: StructuralSchema,
  old: JsonValue | undefined,
): (item: JsonValue) => JsonValue | undefined {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!keys || !Array.isArray(old)) return () => undefined;
  const identity = (item: JsonValue) =>
    JSON.stringify(
      keys.map(key => (isObject(item) && has(item, key) ? item[key] : null)),
    );
  const index = new Map(old.map(item => [identity(item), item]));
  return item => index.get(identity(item));
}
