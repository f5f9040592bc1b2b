/**
 * One request to the API.
 *
 * @public
 */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query string. */
  path: string;
  body?: unknown;
  /** Of the body; plain JSON unless said otherwise. */
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
  /** Whether doing it twice is the same as doing it once. Reads, PUT and DELETE are, unless said otherwise. */
  idempotent?: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** What was asked, in short. */
export function labelOf({ method, path }: ApiRequest): string {
  return `${method} ${path}`;
}

/** Whether doing it twice is the same as doing it once. */
export function isIdempotent({ method, idempotent }: ApiRequest): boolean {
  return (
    idempotent ?? (method === 'GET' || method === 'PUT' || method === 'DELETE')
  );
}
