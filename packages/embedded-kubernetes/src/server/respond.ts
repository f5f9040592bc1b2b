import { randomUUID } from 'node:crypto';
import type { StatusError } from '../api/status-error';
import type { ApiRequest } from './request';
import { warningHeaders } from './warning-header';

/** The same as in Go's HTTP server. */
const closeDelayMs = 500;

/** The headers of every response. */
export function commonHeaders(
  request: ApiRequest,
): Record<string, string | string[]> {
  const warnings = warningHeaders(request.warnings);
  return {
    'Audit-Id': randomUUID(),
    'Cache-Control': 'no-cache, private',
    ...(warnings.length > 0 ? { Warning: warnings } : {}),
  };
}

/** Sends JSON. */
export function sendJson(
  request: ApiRequest,
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  send(request, code, JSON.stringify(body), {
    'Content-Type': 'application/json',
    ...headers,
  });
}

/** Sends text. */
export function sendText(
  request: ApiRequest,
  code: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  send(request, code, text, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
}

/** Sends an error. */
export function sendStatus(request: ApiRequest, error: StatusError): void {
  sendJson(request, error.status.code ?? 500, error.status, error.headers);
}

function send(
  request: ApiRequest,
  code: number,
  text: string,
  headers: Record<string, string>,
): void {
  const { response } = request;
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(text);
  response.writeHead(code, {
    ...commonHeaders(request),
    ...headers,
    'Content-Length': body.length,
  });
  if (headers.Connection === 'close') {
    response.write(body);
    endAfterRequest(request);
  } else {
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

/**
 * Ends a response that closes the connection when the client has sent its request, or after a delay. If the connection is closed
 * while the client is sending, the client may not receive the response.
 */
function endAfterRequest({ incoming, response }: ApiRequest): void {
  const end = () => response.end();
  if (incoming.complete) {
    end();
    return;
  }
  const timer = setTimeout(end, closeDelayMs);
  incoming.on('close', () => {
    clearTimeout(timer);
    end();
  });
  incoming.resume();
}
