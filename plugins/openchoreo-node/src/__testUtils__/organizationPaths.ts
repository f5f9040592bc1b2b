/**
 * The members with the name of an organization that a value of a type may have, such as `dataPlane.organization`. Elements of lists
 * and values of maps count as the list or map itself.
 */
export type OrganizationPath<T> = T extends
  | string
  | number
  | boolean
  | undefined
  | null
  ? never
  : T extends ReadonlyMap<unknown, infer V>
  ? OrganizationPath<V>
  : T extends Iterable<infer E>
  ? OrganizationPath<E>
  : {
      [K in keyof T & string]-?: K extends 'organization'
        ? K
        : `${K}.${OrganizationPath<T[K]>}`;
    }[keyof T & string];

type Result<F> = F extends (...parameters: never[]) => infer R ? R : never;

/**
 * The organizations in what the methods of an interface return. TypeScript rejects a value without those of a new method or of a new
 * member of a result.
 */
export type OrganizationsByMethod<T> = {
  [M in keyof T as [OrganizationPath<Result<T[M]>>] extends [never]
    ? never
    : M]: Record<OrganizationPath<Result<T[M]>>, true>;
};

/** The names of organizations in a value, each with its path. */
export function organizationsIn(
  value: unknown,
  path: readonly string[] = [],
): { path: string; organization: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const elements = elementsOf(value);
  if (elements) return elements.flatMap(each => organizationsIn(each, path));
  return Object.entries(value).flatMap(([key, member]) => {
    const inner = [...path, key];
    return key === 'organization'
      ? [{ path: inner.join('.'), organization: member }]
      : organizationsIn(member, inner);
  });
}

function elementsOf(value: object): unknown[] | undefined {
  if (value instanceof Map) return [...value.values()];
  return isIterable(value) ? [...value] : undefined;
}

function isIterable(value: object): value is Iterable<unknown> {
  return (
    Symbol.iterator in value && typeof value[Symbol.iterator] === 'function'
  );
}
