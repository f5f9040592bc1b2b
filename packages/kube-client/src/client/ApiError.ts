import { Status, StatusDetails } from './Status';

/**
 * The API answered, and refused. `message` is the server's own sentence.
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
  /** How long the server asks to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;

  constructor(
    readonly status: Status,
    /** What was asked: `GET /api/v1/…`. */
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
 * There was no answer: refused, reset, timed out, or not to be understood. Whether the server has acted is not known.
 *
 * @public
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor(
    /** What was asked: `GET /api/v1/…`. */
    readonly request: string,
    /** Short and stable: ECONNREFUSED, UND_ERR_SOCKET, TIMEOUT, UNREADABLE… */
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

/** No such object, or no such type. @public */
export const isNotFound = predicate(e => e.code === 404);
/** The object changed since it was read, or another manager owns a field. @public */
export const isConflict = predicate(
  e => e.code === 409 && e.reason !== 'AlreadyExists',
);
/** There is an object of that name. @public */
export const isAlreadyExists = predicate(e => e.reason === 'AlreadyExists');
/** The object does not fit its schema; `details.causes` names the fields. @public */
export const isInvalid = predicate(e => e.code === 422);
/** The resource version or continue token is too old. @public */
export const isGone = predicate(
  e => e.code === 410 || e.reason === 'Expired' || e.reason === 'Gone',
);
/** The user may not do that. @public */
export const isForbidden = predicate(e => e.code === 403);
/** The credentials were not accepted. @public */
export const isUnauthorized = predicate(e => e.code === 401);
/** The server asks for fewer requests. @public */
export const isTooManyRequests = predicate(e => e.code === 429);
