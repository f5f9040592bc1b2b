import { ApiError, KubeObject, isAlreadyExists } from '@promenade/kube-client';
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
 * AlreadyExists is reported as an event and thrown, so that the work queue logs it and backs off: the object exists, but the
 * cache does not have it, for example because it is invalid.
 */
export function retryConflicts<T extends KubeObject>({
  kind,
  reconcile,
}: {
  kind: TypedResource<T>;
  reconcile: Reconcile;
}): Reconcile {
  return async (key, read, write) => {
    try {
      return await reconcile(key, read, write);
    } catch (error) {
      if (error instanceof ApiError && isStaleVersion(error)) {
        return { requeueAfter: conflictDelayMs };
      }
      const object = isAlreadyExists(error) ? read.get(kind, key) : undefined;
      if (object && error instanceof ApiError) {
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
