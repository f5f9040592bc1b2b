import { isError, ResponseError } from '@backstage/errors';

/**
 * Whether an error is one of `@backstage/errors`. In an app with two versions of that package, `instanceof` is false for an error
 * of another package.
 *
 * @public
 */
export function isErrorNamed(
  error: unknown,
  name:
    | 'ConflictError'
    | 'InputError'
    | 'NotAllowedError'
    | 'NotFoundError'
    | 'NotImplementedError'
    | 'ServiceUnavailableError',
): error is Error {
  return isError(error) && error.name === name;
}

/**
 * Whether an error is the response of a server, of any version of `@backstage/errors`.
 *
 * @public
 */
export function isResponseError(error: unknown): error is ResponseError {
  return (
    isError(error) && error.name === 'ResponseError' && 'statusCode' in error
  );
}

/**
 * An error as the client throws it for a response of the backend.
 *
 * @param status - HTTP status
 * @public
 */
export function responseErrorOf(
  status: number,
  message: string,
): Promise<ResponseError> {
  const body = {
    error: { name: 'Error', message },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(Response.json(body, { status }));
}
