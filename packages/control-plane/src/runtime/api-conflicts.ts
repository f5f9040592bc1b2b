import {
  ApiError,
  KubeObject,
  isAlreadyExists,
  keyOf,
} from '@promenade/kube-client';
import { TypedResource } from './read';
import { Reconcile } from './reconcile';

/**
 * Calls the API server.
 *
 * @returns the result, or the error if the server rejected the request
 * @throws a conflict or a connection error, which a later reconcile may not get
 */
export async function resultOrRejection<T>(
  request: () => Promise<T>,
): Promise<T | ApiError> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ApiError && !isStaleVersion(error)) {
      return error;
    }
    throw error;
  }
}

/** Whether a request was based on an outdated version of an object. AlreadyExists has the same code, but does not go away by itself. */
function isStaleVersion(error: ApiError): boolean {
  return error.code === 409 && !isAlreadyExists(error);
}

/** Whether the API server may accept the same request later: it is overloaded, restarting, or a webhook does not respond. */
export function isTemporaryError({ code }: ApiError): boolean {
  return code >= 500 || code === 429 || code === 408;
}

/** Delay until the cache has probably caught up, in milliseconds. */
const conflictDelayMs = 100;

/**
 * Wraps a reconciler. A conflict means that its cache was stale, so the request is repeated soon and nothing is logged.
 * AlreadyExists is repeated once, too. If it persists, the cache does not have the object, for example because it is invalid:
 * it is reported as an event and thrown, so that the work queue logs it and backs off.
 */
export function retryConflicts<T extends KubeObject>({
  kind,
  reconcile,
}: {
  kind: TypedResource<T>;
  reconcile: Reconcile;
}): Reconcile {
  const repeated = new Set<string>();
  return async (key, read, write) => {
    const id = keyOf(key);
    try {
      const result = await reconcile(key, read, write);
      repeated.delete(id);
      return result;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isStaleVersion(error)) return { requeueAfter: conflictDelayMs };
      if (!isAlreadyExists(error)) throw error;
      if (!repeated.has(id)) {
        repeated.add(id);
        return { requeueAfter: conflictDelayMs };
      }
      const object = read.get(kind, key);
      if (object) {
        write.event(
          object,
          'Warning',
          'AlreadyExists',
          `${error.message}; delete the existing object, or correct it`,
        );
      }
      throw error;
    }
  };
}
