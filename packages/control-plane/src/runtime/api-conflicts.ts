import { ApiError } from '@promenade/kube-client';
import { Reconcile } from './reconcile';

/**
 * Calls the API server.
 *
 * @returns the result, or the error if the server rejected the request
 * @throws a conflict or a connection error, which a later pass may not get
 */
export async function resultOrRejection<T>(
  request: () => Promise<T>,
): Promise<T | ApiError> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ApiError && error.code !== 409) {
      return error;
    }
    throw error;
  }
}

/** Delay until the cache has probably caught up, in milliseconds. */
const conflictDelayMs = 100;

/** Wraps a reconciler: a conflict means that its cache was stale, so the request is repeated soon and nothing is logged. */
export function retryConflicts(reconcile: Reconcile): Reconcile {
  return async (key, read, write) => {
    try {
      return await reconcile(key, read, write);
    } catch (error) {
      if (error instanceof ApiError && error.code === 409) {
        return { requeueAfter: conflictDelayMs };
      }
      throw error;
    }
  };
}
