import type { KubeObject, ResourceType } from '../api/types';
import { parseFieldSelector } from './field-selector';
import { parseLabelSelector } from './label-selector';
import { isFlagSet, type ApiRequest } from './request';
import { badRequest, invalidOptions } from '../api/status-error';

/** The options of a list or watch. */
export interface ListOptions {
  matches(object: KubeObject): boolean;
  /** Whether there is a label or field selector. */
  hasSelector: boolean;
  /** The only name that can match, if any. */
  onlyName?: string;
  limit: number;
  continueToken: string;
  /** Undefined: the latest version; 0: any version. */
  resourceVersion?: number;
  versionMatch?: 'Exact' | 'NotOlderThan';
  sendInitialEvents: boolean;
  allowBookmarks: boolean;
  /** The duration of a watch, in seconds. */
  timeoutSeconds?: number;
}

/** @throws StatusError 400, 422 */
export function listOptionsOf(
  request: ApiRequest,
  type: ResourceType,
): ListOptions {
  const { query } = request;
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const labelsMatch = parseLabelSelector(labels);
  const selector = parseFieldSelector(type, fields);
  const timeout = Number(query.get('timeoutSeconds') ?? '');
  const sendInitialEvents = isFlagSet(request, 'sendInitialEvents');
  const versionMatch = readVersionMatch(query, sendInitialEvents);
  return {
    matches: object =>
      labelsMatch(object.metadata.labels ?? {}) && selector.matches(object),
    hasSelector: labels !== '' || fields !== '',
    onlyName: selector.name,
    limit: Math.max(0, Number(query.get('limit') ?? '') || 0),
    continueToken: query.get('continue') ?? '',
    resourceVersion: readVersion(query.get('resourceVersion') ?? ''),
    versionMatch,
    sendInitialEvents,
    allowBookmarks: isFlagSet(request, 'allowWatchBookmarks'),
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
  const match = query.get('resourceVersionMatch') ?? '';
  const version = query.get('resourceVersion') ?? '';
  const forbidden = (message: string) =>
    invalidOptions('ListOptions', [
      { field: 'resourceVersionMatch', type: 'FieldValueForbidden', message },
    ]);
  if (sendInitialEvents) {
    if (match !== 'NotOlderThan') {
      throw forbidden(
        'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      );
    }
    return match;
  }
  if (match === '') return undefined;
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    throw invalidOptions('ListOptions', [
      {
        field: 'resourceVersionMatch',
        type: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          match,
        )}: supported values: "Exact", "NotOlderThan", ""`,
      },
    ]);
  }
  const isWatch = ['1', 'true'].includes(query.get('watch') ?? '');
  if (isWatch) {
    throw forbidden(
      'Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  }
  if (version === '') {
    throw forbidden(
      'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (match === 'Exact' && version === '0') {
    throw forbidden(
      'Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    );
  }
  return match;
}
