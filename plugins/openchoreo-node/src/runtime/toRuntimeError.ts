import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ApiError,
  ConnectionError,
  isForbidden,
  isNotFound,
  isUnauthorized,
} from '@promenade/kube-client';

/**
 * The Backstage error for an error of the Kubernetes API of a data plane or a build plane.
 *
 * @param operation - what failed, such as `list pods in namespace a`
 * @param plane - where, such as `data plane eu-west`
 */
export function toRuntimeError(
  operation: string,
  plane: string,
  error: unknown,
): unknown {
  if (isForbidden(error) || isUnauthorized(error)) {
    return new NotAllowedError(
      `The Kubernetes account of the backend may not ${operation} of ${plane}. Ask the platform team to grant it, as in deploy/backend/data-plane-reader`,
      error,
    );
  }
  if (isNotFound(error)) {
    return new NotFoundError(`Could not ${operation}: it does not exist`);
  }
  if (error instanceof ApiError && error.code === 400) {
    return new InputError(`Could not ${operation}: ${error.message}`);
  }
  if (error instanceof ApiError || error instanceof ConnectionError) {
    // Without the message and the cause: they have the address of the plane, which only the platform team is to know.
    return new ServiceUnavailableError(
      `Could not ${operation}: ${plane} does not answer as expected (${error.code}). Try again later`,
    );
  }
  return error;
}
