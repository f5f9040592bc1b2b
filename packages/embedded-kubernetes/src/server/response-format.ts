import { convertObject } from '../lifecycle/object-stages';
import type { KubeObject, ResourceType } from '../api/types';
import { tableOf, type TableContext, partialMetadata } from './table';
import { headerOf, type ApiRequest } from './request';
import { notAcceptable } from '../api/status-error';

/** The format of the objects in a response. */
export interface ResponseFormat {
  representation: Representation;
  table: TableContext;
}

/** Formats an object as the client requested. */
export function formatObject(
  format: ResponseFormat,
  type: ResourceType,
  object: KubeObject,
) {
  const { representation } = format;
  if (representation.as === 'object') return object;
  if (representation.as === 'Table') {
    return tableOf(type, [object], object.metadata, format.table);
  }
  return partialMetadata(object, representation.version);
}

/** Formats a list as the client requested. `metadata` is that of the list. */
export function formatList(
  format: ResponseFormat,
  type: ResourceType,
  apiVersion: string,
  items: KubeObject[],
  metadata: object,
) {
  const { representation } = format;
  if (representation.as === 'Table') {
    return tableOf(type, items, metadata, format.table);
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
    items: items.map(item => formatListItem(type, item)),
  };
}

/** Items of built-in kinds have no apiVersion and kind in a list. */
function formatListItem(type: ResourceType, object: KubeObject): object {
  if (!type.builtIn) return object;
  const { apiVersion, kind, ...rest } = object;
  return rest;
}

const serialized = new WeakMap<KubeObject, Map<string, string>>();

/** The JSON of a stored object in a version, cached for all watches. */
export function serializeObject(
  type: ResourceType,
  stored: KubeObject,
): string {
  let versions = serialized.get(stored);
  if (!versions) serialized.set(stored, (versions = new Map()));
  let text = versions.get(type.version);
  if (text === undefined) {
    text = JSON.stringify(convertObject(type, stored));
    versions.set(type.version, text);
  }
  return text;
}

/** How objects are represented. */
export type Representation =
  | { as: 'object' }
  | { as: 'Table' | 'PartialObjectMetadata'; version: 'v1' | 'v1beta1' };

const json = 'application/json';
const acceptable = new Set([json, 'application/*', '*/*', '']);

interface MediaRange {
  type: string;
  parameters: Map<string, string>;
}

/** The media ranges of an Accept header, in the client's order. */
export function mediaRangesOf(request: ApiRequest): MediaRange[] {
  return headerOf(request, 'accept')
    .split(',')
    .map(range => {
      const [type, ...parameters] = range.split(';').map(part => part.trim());
      return {
        type: type.toLowerCase(),
        parameters: new Map(
          parameters.map((parameter): [string, string] => {
            const equals = parameter.indexOf('=');
            return [
              parameter.slice(0, equals),
              parameter.slice(equals + 1).replace(/^"|"$/g, ''),
            ];
          }),
        ),
      };
    });
}

/**
 * Selects the representation by the Accept header: objects, tables or metadata, all in JSON.
 * @throws StatusError 406 if no representation is acceptable
 */
function representationFor(request: ApiRequest): Representation {
  for (const { type, parameters } of mediaRangesOf(request)) {
    if (!acceptable.has(type)) continue;
    const as = parameters.get('as');
    const version = parameters.get('v') ?? 'v1';
    const isKnownVersion = version === 'v1' || version === 'v1beta1';
    if (as === undefined) return { as: 'object' };
    if (!isKnownVersion || parameters.get('g') !== 'meta.k8s.io') continue;
    if (as === 'Table') return { as, version };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      return { as: 'PartialObjectMetadata', version };
    }
  }
  throw notAcceptable([json]);
}

/** The format that the client requests. */
export function responseFormatOf(request: ApiRequest): ResponseFormat {
  const representation = representationFor(request);
  const include = request.query.get('includeObject');
  return {
    representation,
    table: {
      version: representation.as === 'Table' ? representation.version : 'v1',
      includeObject:
        include === 'Object' || include === 'None' ? include : 'Metadata',
      now: Date.now(),
      withColumns: true,
    },
  };
}
