import { isJsonList, isJsonObject, type Json } from '../../../runtime/json';

/** A place where the actual value differs from the expected one. */
export interface Difference {
  /** Case and object. */
  readonly where: string;
  /** Path inside the object. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** Lists whose order has no meaning because upstream builds them from a map, and the member that identifies their items. */
const unordered: { readonly [member: string]: string } = {
  ports: 'name',
  endpoints: 'name',
  resources: 'id',
  conditions: 'type',
};

/** Compares two values and returns all differences: missing, additional and different members and items. */
export function compareJson(
  where: string,
  expected: Json | undefined,
  actual: Json | undefined,
  path = '',
): Difference[] {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.keys({ ...expected, ...actual }).flatMap(member =>
      compareJson(where, expected[member], actual[member], join(path, member)),
    );
  }
  if (isJsonList(expected) && isJsonList(actual)) {
    const key = unordered[path.split('.').at(-1) ?? ''];
    const expectedItems = itemsByName(expected, key);
    const actualItems = itemsByName(actual, key);
    return [
      ...new Set([...expectedItems.keys(), ...actualItems.keys()]),
    ].flatMap(name =>
      compareJson(
        where,
        expectedItems.get(name),
        actualItems.get(name),
        `${path}[${name}]`,
      ),
    );
  }
  return JSON.stringify(expected) === JSON.stringify(actual)
    ? []
    : [{ where, path, expected: brief(expected), actual: brief(actual) }];
}

/** Items by the member that identifies them, or by index. */
function itemsByName(
  items: readonly Json[],
  key: string | undefined,
): Map<string, Json> {
  return new Map(
    items.map((item, index) => [
      key === undefined ? String(index) : identity(item, key),
      item,
    ]),
  );
}

function identity(item: Json, key: string): string {
  return isJsonObject(item) ? String(item[key]) : JSON.stringify(item);
}

function join(path: string, member: string): string {
  return path ? `${path}.${member}` : member;
}

function brief(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Formats differences as a table; empty if there are none. */
export function formatDifferences(list: readonly Difference[]): string {
  return list
    .map(({ where, path, expected, actual }) =>
      [where, path, `expected ${expected}`, `got ${actual}`].join(' | '),
    )
    .join('\n');
}
