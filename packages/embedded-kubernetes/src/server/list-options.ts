import { badRequest, invalidOptions } from '../api/status-errors';
import type { KubeObject, ServedType } from '../api/types';
import { parseFieldSelector } from './field-selector';
import { parseLabelSelector } from './label-selector';
import { flagOf, type ApiRequest } from './request';

/** Which objects a list or watch is about, and as of when. */
export interface ListOptions {
  matches(object: KubeObject): boolean;
  /** Whether `matches` can say no. */
  selective: boolean;
  /** The only name that can match, if there is but one. */
  name?: string;
  limit: number;
  continueToken: string;
  /** Undefined: the latest. 0: any. */
  resourceVersion?: number;
  versionMatch?: 'Exact' | 'NotOlderThan';
  sendInitialEvents: boolean;
  bookmarks: boolean;
  /** Of a watch, in seconds. */
  timeoutSeconds?: number;
}

/** @throws StatusError 400, 422 */
export function listOptionsOf(
  request: ApiRequest,
  type: ServedType,
): ListOptions {
  const { query } = request;
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const labelsMatch = parseLabelSelector(labels);
  const selector = parseFieldSelector(type, fields);
  const timeout = Number(query.get('timeoutSeconds') ?? '');
  const sendInitialEvents = flagOf(request, 'sendInitialEvents');
  const versionMatch = readVersionMatch(query, sendInitialEvents);
  return {
    matches: object =>
      labelsMatch(object.metadata.labels ?? {}) && selector.matches(object),
    selective: labels !== '' || fields !== '',
    name: selector.name,
    limit: Math.max(0, Number(query.get('limit') ?? '') || 0),
    continueToken: query.get('continue') ?? '',
    resourceVersion: readVersion(query.get('resourceVersion') ?? ''),
    versionMatch,
    sendInitialEvents,
    bookmarks: flagOf(request, 'allowWatchBookmarks'),
    timeoutSeconds: timeout > 0 ? timeout : undefined,
  };
}

function readVersion(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw badRequest(
    `Invalid value: ${JSON.stringify(text)}: resourceVersion must be a number`,
  );
}

function readVersionMatch(query: URLSearchParams, sendInitialEvents: boolean) {
  const said = query.get('resourceVersionMatch') ?? '';
  const version = query.get('resourceVersion') ?? '';
  const fault = (message: string) =>
    invalidOptions('ListOptions', [
      { field: 'resourceVersionMatch', type: 'FieldValueForbidden', message },
    ]);
  if (sendInitialEvents) {
    if (said !== 'NotOlderThan') {
      throw fault(
        'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      );
    }
    return said;
  }
  if (said === '') return undefined;
  if (said !== 'Exact' && said !== 'NotOlderThan') {
    throw invalidOptions('ListOptions', [
      {
        field: 'resourceVersionMatch',
        type: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          said,
        )}: supported values: "Exact", "NotOlderThan", ""`,
      },
    ]);
  }
  const isWatch = ['1', 'true'].includes(query.get('watch') ?? '');
  if (isWatch) {
    throw fault(
      'Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  if (version === '') {
    throw fault(
      'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (said === 'Exact' && version === '0') {
    throw fault(
      'Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    );
  }
  return said;
}
