import { types } from 'node:util';

/** Reports whether a value is an Error of any realm: errors of Node are not `instanceof` the Error of a jest sandbox. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** Returns the message of a thrown value and of its causes, in one line. */
export function messageOf(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const cause = error.cause === undefined ? '' : `: ${messageOf(error.cause)}`;
  return `${error.message || error.name}${cause}`;
}

/** Returns the error code of a thrown value, for example ECONNRESET or UND_ERR_SOCKET. */
export function codeOf(error: unknown): string {
  return isError(error) && 'code' in error ? String(error.code) : 'UNKNOWN';
}

/** Converts a thrown value to an Error. */
export function toError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(String(thrown));
}
