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
 * The Backstage error for an error of the Kubernetes API of a data plane.
 *
 * @param operation - what failed, such as `list pods in namespace a`
 */
export function toRuntimeError(
  operation: string,
  dataPlane: string,
  error: unknown,
): unknown {
  if (isForbidden(error) || isUnauthorized(error)) {
    return new NotAllowedError(
      `The Kubernetes account of the backend may not ${operation} of data plane ${dataPlane}. Ask the platform team to grant it, as in deploy/backend/data-plane-reader`,
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
    // Without the message and the cause: they have the address of the data plane, which only the platform team is to know.
    return new ServiceUnavailableError(
      `Could not ${operation}: data plane ${dataPlane} does not answer as expected (${error.code}). Try again later`,
    );
  }
  return error;
}
