import { present } from '../lifecycle/object-stages';
import type { KubeObject, ServedType } from '../api/types';
import type { Representation } from './negotiation';
import { partialMetadata } from './partial-metadata';
import { tableOf, type TableContext } from './table';

/** How answers about one type look, for one request. */
export interface View {
  representation: Representation;
  table: TableContext;
}

/** An object as a client asked to see it. */
export function showObject(view: View, type: ServedType, object: KubeObject) {
  const { representation } = view;
  if (representation.as === 'object') return object;
  if (representation.as === 'Table') {
    return tableOf(type, [object], object.metadata, view.table);
  }
  return partialMetadata(object, representation.version);
}

/** A list as a client asked to see it. `metadata` is the list's own. */
export function showList(
  view: View,
  type: ServedType,
  apiVersion: string,
  items: KubeObject[],
  metadata: object,
) {
  const { representation } = view;
  if (representation.as === 'Table') {
    return tableOf(type, items, metadata, view.table);
  }
  if (representation.as === 'PartialObjectMetadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: `meta.k8s.io/${representation.version}`,
      metadata,
      items: items.map(item => partialMetadata(item, representation.version)),
    };
  }
  return {
    kind: type.listKind ?? `${type.kind}List`,
    apiVersion,
    metadata,
    items: items.map(item => inList(type, item)),
  };
}

/** Items of Kubernetes' own lists do not repeat what the list says they are. */
function inList(type: ServedType, object: KubeObject): object {
  if (!type.builtIn) return object;
  const { apiVersion, kind, ...rest } = object;
  return rest;
}

const serialized = new WeakMap<KubeObject, Map<string, string>>();

/** The JSON of a stored object in a version; made once, however many watches send it. */
export function jsonOf(type: ServedType, stored: KubeObject): string {
  let versions = serialized.get(stored);
  if (!versions) serialized.set(stored, (versions = new Map()));
  let text = versions.get(type.version);
  if (text === undefined) {
    text = JSON.stringify(present(type, stored));
    versions.set(type.version, text);
  }
  return text;
}
