import { ApiError, isAlreadyExists } from '@promenade/kube-client';
import {
  isTemporaryError,
  resultOrRejection,
} from '../../runtime/api-conflicts';

/**
 * Returns the error of a write that the API server rejects.
 *
 * @throws an error after which the same write may succeed. AlreadyExists is one of them: a new binding has a name that is free in
 * the cache, so that the cache does not have what a former write created, for example one without an answer
 */
export async function tryWrite(
  change: () => Promise<unknown>,
): Promise<ApiError | undefined> {
  const result = await resultOrRejection(change);
  if (!(result instanceof ApiError)) return undefined;
  if (isTemporaryError(result) || isAlreadyExists(result)) throw result;
  return result;
}
