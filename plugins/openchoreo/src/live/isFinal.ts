import { ResponseError } from '@backstage/errors';

/**
 * Tells whether asking again would be refused again: the request itself is wrong or not allowed. That something is not found
 * is not final here, since what has just been made may take a moment to be known.
 */
export function isFinal(error: Error | undefined): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    ![404, 408, 429].includes(error.statusCode)
  );
}
