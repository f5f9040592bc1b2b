import { ServerResponse } from 'node:http';

/** Sends an error response like an API server. */
export function sendStatus(
  res: ServerResponse,
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  res.writeHead(code, { 'content-type': 'application/json', ...headers });
  res.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      code,
    }),
  );
}

/** The parts of a path of the API. Missing parts are empty. */
export interface PathParts {
  /** `group/version/plural`, or `version/plural` for the core group. */
  collection: string;
  namespace: string;
  name: string;
  subresource: string;
}

const pattern =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/;

export function parsePath(path: string): PathParts {
  const found = pattern.exec(path)?.groups ?? {};
  const { group, version, plural, namespace, name, subresource } = found;
  return {
    collection: [group, version, plural].filter(Boolean).join('/'),
    namespace: namespace ?? '',
    name: name ?? '',
    subresource: subresource ?? '',
  };
}
