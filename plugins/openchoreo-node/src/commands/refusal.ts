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
 * What the Kubernetes API said no to, in the errors that Backstage answers requests with. Says what failed and on what; the
 * API's own words are the cause.
 *
 * @param doing - what was tried, such as `create Component greeter in acme`
 */
export function refusal(doing: string, error: unknown): Error {
  const said = error instanceof Error ? error.message : String(error);
  if (isAlreadyExists(error)) {
    return new ConflictError(`Could not ${doing}: it exists already`, error);
  }
  if (isConflict(error)) {
    return new ConflictError(
      `Could not ${doing}: somebody else changed it meanwhile. Look at it again, then decide`,
      error,
    );
  }
  if (isInvalid(error) || (error instanceof ApiError && error.code === 400)) {
    return new InputError(`Could not ${doing}: ${said}`, error);
  }
  if (isNotFound(error)) {
    return new NotFoundError(`Could not ${doing}: ${said}`, error);
  }
  if (isForbidden(error) || isUnauthorized(error)) {
    return new NotAllowedError(
      `Could not ${doing}: the Kubernetes account of the backend may not do that (${said}). Ask the platform team`,
      error,
    );
  }
  if (error instanceof ConnectionError || isTooManyRequests(error)) {
    return new ServiceUnavailableError(
      `Could not ${doing}: the control plane cannot be reached now. Try again in a moment`,
      error,
    );
  }
  return new ForwardedError(`Could not ${doing}`, error);
}
