import { ApiError } from '@promenade/kube-client';

/**
 * Does something with the API server.
 *
 * @returns what came of it, or what the server has against it
 * @throws what the queue is to retry: a stale cache, a lost connection
 */
export async function orRefusal<T>(
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
