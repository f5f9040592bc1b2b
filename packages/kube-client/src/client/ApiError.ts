import { Status, StatusDetails } from './Status';

/**
 * An error response of the API server. `message` is the message of the server.
 *
 * @public
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status code; for an error inside a watch, the code of its Status. */
  readonly code: number;
  /** Machine-readable reason: NotFound, Conflict, AlreadyExists, Invalid, Expired… */
  readonly reason: string;
  readonly details?: StatusDetails;
  /** Requested delay before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;

  constructor(
    readonly status: Status,
    /** Method and path of the request, for example `GET /api/v1/pods`. */
    readonly request: string,
    retryAfterMs?: number,
  ) {
    super(status.message);
    this.code = status.code;
    this.reason = status.reason;
    this.details = status.details;
    const seconds = status.details?.retryAfterSeconds;
    this.retryAfterMs =
      retryAfterMs ?? (seconds === undefined ? undefined : seconds * 1000);
  }
}

/**
 * No valid response: connection refused or reset, time-out, or an unreadable body. It is not known whether the server processed the
 * request.
 *
 * @public
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor(
    /** Method and path of the request, for example `GET /api/v1/pods`. */
    readonly request: string,
    /** Stable error code: ECONNREFUSED, UND_ERR_SOCKET, TIMEOUT, UNREADABLE… */
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

function predicate(test: (error: ApiError) => boolean) {
  return (error: unknown): error is ApiError =>
    error instanceof ApiError && test(error);
}

/** The object or the type does not exist. @public */
export const isNotFound = predicate(e => e.code === 404);
/** The object has changed since it was read, or another manager owns a field. @public */
export const isConflict = predicate(
  e => e.code === 409 && e.reason !== 'AlreadyExists',
);
/** An object of the name already exists. @public */
export const isAlreadyExists = predicate(e => e.reason === 'AlreadyExists');
/** The object is invalid. `details.causes` names the fields. @public */
export const isInvalid = predicate(e => e.code === 422);
/** The resource version or continue token is too old. @public */
export const isGone = predicate(
  e => e.code === 410 || e.reason === 'Expired' || e.reason === 'Gone',
);
/** The user is not allowed to do this. @public */
export const isForbidden = predicate(e => e.code === 403);
/** The credentials were rejected. @public */
export const isUnauthorized = predicate(e => e.code === 401);
/** The server limits the request rate. @public */
export const isTooManyRequests = predicate(e => e.code === 429);
