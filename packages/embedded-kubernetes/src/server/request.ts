import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestTooLarge } from '../api/status-errors';
import type { ResourcePath } from './resource-path';

/** The largest body that is read, in bytes; as the Kubernetes API has it. */
const bodyLimit = 3 * 1024 * 1024;

/** A request on its way through the server. */
export interface ApiRequest {
  method: string;
  /** The path's segments, decoded: `['apis', 'apps', 'v1', 'deployments']`. */
  path: string[];
  query: URLSearchParams;
  incoming: IncomingMessage;
  response: ServerResponse;
  /** Warnings for the client, sent as `Warning` headers. */
  warnings: string[];
  /** What the path is about, once that is found out. */
  resource?: ResourcePath;
}

/** The value of a header that may come once. */
export function headerOf(request: ApiRequest, name: string): string {
  const value = request.incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value ?? '';
}

/** Whether a query parameter is set to something true: `1`, `true`. */
export function flagOf(request: ApiRequest, name: string): boolean {
  const value = request.query.get(name);
  return value !== null && value !== '0' && value.toLowerCase() !== 'false';
}

/** @throws StatusError 413 if the body is larger than an object may be */
export async function readBody(request: ApiRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.incoming) {
    size += chunk.length;
    if (size > bodyLimit) throw requestTooLarge(bodyLimit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
