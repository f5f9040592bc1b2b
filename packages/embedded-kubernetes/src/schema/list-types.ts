import { has, isObject, JsonObject, JsonValue } from './json';
import { StructuralSchema } from './structural-schema';

/** An item with the same key as an earlier item. */
export interface DuplicateItem {
  index: number;
  /** The item of a set, or the keys of an item of a map. */
  key: JsonValue;
}

/** Finds the duplicate items of a list of type `set` or `map`. */
export function findDuplicateItems(
  schema: StructuralSchema,
  items: readonly JsonValue[],
): DuplicateItem[] {
  const type = schema['x-kubernetes-list-type'];
  if (items.length < 2 || (type !== 'set' && type !== 'map')) return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Map<string, number>();
  const repeated: DuplicateItem[] = [];
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

/** Returns a function that finds the stored item with the same keys. */
export function oldItemFinder(
  schema: StructuralSchema,
  old: JsonValue | undefined,
): (item: JsonValue) => JsonValue | undefined {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!keys || !Array.isArray(old)) return () => undefined;
  const identity = identityByKeys(keys);
  const index = new Map(old.map(item => [identity(item), item]));
  return item => index.get(identity(item));
}

/** Returns the function that identifies the items of a list of type `set` or `map`; undefined for an atomic list. */
export function listIdentityOf(
  schema: StructuralSchema,
): ((item: JsonValue) => string) | undefined {
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return item => JSON.stringify(item);
    case 'map':
      return identityByKeys(schema['x-kubernetes-list-map-keys'] ?? []);
    default:
      return undefined;
  }
}

function identityByKeys(keys: string[]): (item: JsonValue) => string {
  return item =>
    JSON.stringify(
      keys.map(key => (isObject(item) && has(item, key) ? item[key] : null)),
    );
}
