import { notAcceptable } from '../api/status-errors';
import { headerOf, type ApiRequest } from './request';

/** How objects are to be shown. */
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
 * What the client would have, out of what this server has: JSON, whole or as a table or as metadata alone.
 * @throws StatusError 406 if there is nothing for it
 */
export function representationFor(request: ApiRequest): Representation {
  for (const { type, parameters } of mediaRangesOf(request)) {
    if (!acceptable.has(type)) continue;
    const as = parameters.get('as');
    const version = parameters.get('v') ?? 'v1';
    const known = version === 'v1' || version === 'v1beta1';
    if (as === undefined) return { as: 'object' };
    if (!known || parameters.get('g') !== 'meta.k8s.io') continue;
    if (as === 'Table') return { as, version };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      return { as: 'PartialObjectMetadata', version };
    }
  }
  throw notAcceptable([json]);
}
