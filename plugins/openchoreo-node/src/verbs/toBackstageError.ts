import {
  ConflictError,
  ForwardedError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ApiError,
  ConnectionError,
  isAlreadyExists,
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  isTooManyRequests,
  isUnauthorized,
} from '@promenade/kube-client';

/**
 * The Backstage error for an error of the Kubernetes API, which is its cause.
 *
 * @param operation - what failed, such as `create Component greeter in acme`
 */
export function toBackstageError(operation: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  if (isAlreadyExists(error)) {
    return new ConflictError(
      `Could not ${operation}: it already exists`,
      error,
    );
  }
  if (isConflict(error)) {
    return new ConflictError(
      `Could not ${operation}: it was changed at the same time. Review the change, then try again`,
      error,
    );
  }
  if (isInvalid(error) || (error instanceof ApiError && error.code === 400)) {
    return new InputError(`Could not ${operation}: ${reason}`, error);
  }
  if (isNotFound(error)) {
    return new NotFoundError(`Could not ${operation}: ${reason}`, error);
  }
  if (isForbidden(error) || isUnauthorized(error)) {
    return new NotAllowedError(
      `Could not ${operation}: the Kubernetes account of the backend is not allowed to (${reason}). Ask the platform team`,
      error,
    );
  }
  if (error instanceof ConnectionError || isTooManyRequests(error)) {
    return new ServiceUnavailableError(
      `Could not ${operation}: the control plane is not reachable. Try again later`,
      error,
    );
  }
  return new ForwardedError(`Could not ${operation}`, error);
}
