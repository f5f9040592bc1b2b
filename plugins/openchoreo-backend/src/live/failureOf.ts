import { isError } from '@backstage/errors';

/** Why an answer could not be computed, for a client. */
export interface Failure {
  /** HTTP status of the same request. */
  status: number;
  message: string;
}

/** The HTTP status of each error of Backstage. */
const statuses: Readonly<Record<string, number>> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  NotImplementedError: 501,
  ServiceUnavailableError: 503,
};

/**
 * Describes an error to a client. The message of a defect may have internals, so that it is not sent.
 *
 * @param onDefect - receives an error that is none of Backstage
 */
export function failureOf(
  thrown: unknown,
  onDefect: (error: Error) => void,
): Failure {
  const error = isError(thrown) ? thrown : new Error(String(thrown));
  const status = statuses[error.name];
  if (status !== undefined) return { status, message: error.message };
  onDefect(error);
  return { status: 500, message: 'The backend has failed. See its log' };
}
