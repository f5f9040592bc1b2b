import { ObjectKey } from '../objects/ObjectKey';
import { resourceName, ResourceType } from '../objects/ResourceType';

/** Query parameters; undefined and false ones are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** The path of all objects of a type, in one namespace or in all. */
export function collectionPath(type: ResourceType, namespace?: string): string {
  const root = type.group
    ? `/apis/${type.group}/${type.version}`
    : `/api/${type.version}`;
  return namespace && type.scope === 'Namespaced'
    ? `${root}/namespaces/${encodeURIComponent(namespace)}/${type.plural}`
    : `${root}/${type.plural}`;
}

/**
 * The path of one object, or of its subresource.
 *
 * @throws TypeError when the key lacks what the type needs: such a path would address the whole collection
 */
export function objectPath(
  type: ResourceType,
  key: ObjectKey,
  subresource?: string,
): string {
  if (!key.name) {
    throw new TypeError(`${resourceName(type)}: an object needs a name`);
  }
  if (type.scope === 'Namespaced' && !key.namespace) {
    throw new TypeError(
      `${resourceName(type)} "${
        key.name
      }" is namespaced: say in which namespace it is`,
    );
  }
  const path = `${collectionPath(type, key.namespace)}/${encodeURIComponent(
    key.name,
  )}`;
  return subresource ? `${path}/${subresource}` : path;
}

/** A path with its query string. */
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
