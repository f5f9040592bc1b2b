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

const apiErrors = new WeakMap<Error, ApiError | ConnectionError>();

/**
 * The error of the Kubernetes API that `toBackstageError` got. It is not the `cause`, which Backstage sends to the caller: it has the
 * address of the control plane, which only the platform team is to know.
 */
export function apiErrorOf(
  error: unknown,
): ApiError | ConnectionError | undefined {
  return error instanceof Error ? apiErrors.get(error) : undefined;
}

/**
 * The Backstage error for an error of the Kubernetes API. Another error is the cause of the new one, and keeps its name.
 *
 * @param operation - what failed, such as `create Component greeter in acme`
 */
export function toBackstageError(operation: string, error: unknown): Error {
  if (error instanceof ApiError || error instanceof ConnectionError) {
    const { code, message } = error;
    const converted =
      convertByReason(`Could not ${operation}`, message, error) ??
      new ServiceUnavailableError(
        `Could not ${operation}: the control plane does not answer as expected (${code}). Try again later`,
      );
    apiErrors.set(converted, error);
    return converted;
  }
  return new ForwardedError(`Could not ${operation}`, error);
}

/** Undefined for errors of the API server itself. */
function convertByReason(
  problem: string,
  reason: string,
  error: unknown,
): Error | undefined {
  if (isAlreadyExists(error)) {
    return new ConflictError(`${problem}: it already exists`);
  }
  if (isConflict(error)) {
    return new ConflictError(
      `${problem}: it was changed at the same time. Review the change, then try again`,
    );
  }
  if (isInvalid(error) || (error instanceof ApiError && error.code === 400)) {
    return new InputError(`${problem}: ${reason}`);
  }
  if (isNotFound(error)) {
    return new NotFoundError(`${problem}: ${reason}`);
  }
  if (isForbidden(error) || isUnauthorized(error)) {
    return new NotAllowedError(
      `${problem}: the Kubernetes account of the backend is not allowed to (${reason}). Ask the platform team`,
    );
  }
  if (error instanceof ConnectionError || isTooManyRequests(error)) {
    return new ServiceUnavailableError(
      `${problem}: the control plane is not reachable. Try again later`,
    );
  }
  return undefined;
}
