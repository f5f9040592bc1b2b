import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResourcePath } from './resource-path';
import { bodyTooLarge } from '../api/status-error';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';

/** The maximum size of a body, in bytes; the same as in kube-apiserver. */
const bodyLimit = 3 * 1024 * 1024;

/** A request to the API. */
export interface ApiRequest {
  method: string;
  /** The path's segments, decoded: `['apis', 'apps', 'v1', 'deployments']`. */
  path: string[];
  query: URLSearchParams;
  incoming: IncomingMessage;
  response: ServerResponse;
  /** Warnings for the client, sent as `Warning` headers. */
  warnings: string[];
  /** The resource of the path, once it is parsed. */
  resource?: ResourcePath;
}

/** The value of a header, or ''. */
export function headerOf(request: ApiRequest, name: string): string {
  const value = request.incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value ?? '';
}

/** Whether a query parameter is set to something other than `0` or `false`. */
export function isFlagSet(request: ApiRequest, name: string): boolean {
  const value = request.query.get(name);
  return value !== null && value !== '0' && value.toLowerCase() !== 'false';
}

/**
 * Reads the body. Continues to read a body that is too large, without storing it, so that the client can receive the response.
 * @throws StatusError 413 if the body is too large
 */
export async function readBody({ incoming }: ApiRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimit) {
        chunks.push(chunk);
      } else {
        chunks.length = 0;
        reject(bodyTooLarge(bodyLimit));
      }
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('close', () => reject(new Error('the client disconnected')));
  });
}

/** The dependencies of the resource handlers. */
export interface ResourceContext {
  lifecycle: ObjectLifecycle;
  /** Aborted when the watches of this resource must end. */
  watchSignal(resourceName: string): AbortSignal;
}
