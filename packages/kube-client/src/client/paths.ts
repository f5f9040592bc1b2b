import { ObjectKey } from '../objects/ObjectKey';
import { resourceName, ResourceType } from '../objects/ResourceType';

/** Query parameters. Undefined and false ones are omitted. */
export type Query = Record<string, string | number | boolean | undefined>;

/** Returns the path of all objects of a type, in one namespace or in all. */
export function collectionPath(type: ResourceType, namespace?: string): string {
  const root = type.group
    ? `/apis/${type.group}/${type.version}`
    : `/api/${type.version}`;
  return namespace && type.scope === 'Namespaced'
    ? `${root}/namespaces/${encodeURIComponent(namespace)}/${type.plural}`
    : `${root}/${type.plural}`;
}

/**
 * Returns the path of an object or of its subresource.
 *
 * @throws TypeError if the name or namespace is missing: the path would address the collection
 */
export function objectPath(
  type: ResourceType,
  key: ObjectKey,
  subresource?: string,
): string {
  if (!key.name) {
    throw new TypeError(`${resourceName(type)}: a name is required`);
  }
  if (type.scope === 'Namespaced' && !key.namespace) {
    throw new TypeError(
      `${resourceName(type)} "${
        key.name
      }" is namespaced: a namespace is required`,
    );
  }
  const path = `${collectionPath(type, key.namespace)}/${encodeURIComponent(
    key.name,
  )}`;
  return subresource ? `${path}/${subresource}` : path;
}

/** Adds a query string to a path. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== false) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
