import { ApiError } from '@promenade/kube-client';
import { Reconcile } from './reconcile';

/**
 * Does something with the API server.
 *
 * @returns what came of it, or what the server has against it
 * @throws what the queue is to retry: a stale cache, a lost connection
 */
export async function resultOrRejection<T>(
  act: () => Promise<T>,
): Promise<T | ApiError> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ApiError && error.code !== 409) {
      return error;
    }
    throw error;
  }
}

/** How long to let the cache catch up before a key is looked at again, in milliseconds. */
const catchUp = 100;

/**
 * A write that was refused because the world has moved on is no failure: the cache was behind.
 * The key is looked at again when the cache has had a moment, without a warning in the log.
 */
export function retryConflicts(reconcile: Reconcile): Reconcile {
  return async (key, read, write) => {
    try {
      return await reconcile(key, read, write);
    } catch (error) {
      if (error instanceof ApiError && error.code === 409) {
        return { requeueAfter: catchUp };
      }
      throw error;
    }
  };
}
