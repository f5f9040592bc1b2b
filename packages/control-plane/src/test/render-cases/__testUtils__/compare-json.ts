import { isJsonList, isJsonObject, type Json } from '../../../runtime/json';

/** One place where what was made is not what was expected. */
export interface Difference {
  /** Case and object. */
  readonly where: string;
  /** Path inside the object. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** Lists that come out of a map upstream, so that their order means nothing, and what tells their items apart. */
const unordered: { readonly [member: string]: string } = {
  ports: 'name',
  endpoints: 'name',
  resources: 'id',
  conditions: 'type',
};

/**
 * Where `actual` lacks or contradicts something of `expected`. What `actual`
 * has beyond that is more, not different, except in a list.
 */
export function compareJson(
  where: string,
  expected: Json | undefined,
  actual: Json | undefined,
  path = '',
): Difference[] {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([member, value]) =>
      compareJson(where, value, actual[member], join(path, member)),
    );
  }
  if (isJsonList(expected) && isJsonList(actual)) {
    return listDifferences(where, expected, actual, path);
  }
  return JSON.stringify(expected) === JSON.stringify(actual)
    ? []
    : [{ where, path, expected: brief(expected), actual: brief(actual) }];
}

function listDifferences(
  where: string,
  expected: readonly Json[],
  actual: readonly Json[],
  path: string,
): Difference[] {
  const key = unordered[path.split('.').at(-1) ?? ''];
  if (key) {
    return expected.flatMap(item => {
      const name = identity(item, key);
      const other = actual.find(candidate => identity(candidate, key) === name);
      return compareJson(where, item, other, `${path}[${name}]`);
    });
  }
  const length =
    expected.length === actual.length
      ? []
      : [
          {
            where,
            path: `${path}.length`,
            expected: String(expected.length),
            actual: String(actual.length),
          },
        ];
  return [
    ...length,
    ...expected.flatMap((item, index) =>
      compareJson(where, item, actual[index], `${path}[${index}]`),
    ),
  ];
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

/** Differences as a table for people; empty when there are none. */
export function formatDifferences(list: readonly Difference[]): string {
  return list
    .map(({ where, path, expected, actual }) =>
      [where, path, `expected ${expected}`, `got ${actual}`].join(' | '),
    )
    .join('\n');
}
