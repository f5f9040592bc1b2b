/**
 * A request to the API server.
 *
 * @public
 */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with the query string. */
  path: string;
  body?: unknown;
  /** Content type of the body. Default: application/json. */
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
  /** Whether the request is idempotent. Default: true for GET, PUT and DELETE. */
  idempotent?: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Returns method and path, for messages. */
export function labelOf({ method, path }: ApiRequest): string {
  return `${method} ${path}`;
}

/** Reports whether a request is idempotent. */
export function isIdempotent({ method, idempotent }: ApiRequest): boolean {
  return (
    idempotent ?? (method === 'GET' || method === 'PUT' || method === 'DELETE')
  );
}
