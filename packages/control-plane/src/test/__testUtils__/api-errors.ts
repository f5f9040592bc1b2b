import { ApiError } from '@promenade/kube-client';

/** The error for a write that is based on an outdated version of an object. */
export function conflict(kind: string, key: string): ApiError {
  return apiError(409, 'Conflict', `${kind} "${key}" has been modified`);
}

/** The error of an API server with this code and reason. */
export function apiError(
  code: number,
  reason: string,
  about: string,
): ApiError {
  return new ApiError(
    {
      kind: 'Status',
      status: 'Failure',
      code,
      reason,
      message: `${about}: ${reason}`,
    },
    'test',
  );
}
