import { types } from 'node:util';

/** Whether a value is an Error, of whichever realm: Node's own are not `instanceof` a sandbox's. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** What a thrown value says, with what caused it, in one line. */
export function messageOf(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const cause = error.cause === undefined ? '' : `: ${messageOf(error.cause)}`;
  return `${error.message || error.name}${cause}`;
}

/** The code of a thrown value, as Node and undici give them: ECONNRESET, UND_ERR_SOCKET… */
export function codeOf(error: unknown): string {
  return isError(error) && 'code' in error ? String(error.code) : 'UNKNOWN';
}

/** The thrown value as an Error, so that it can be kept as a cause. */
export function toError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(String(thrown));
}
