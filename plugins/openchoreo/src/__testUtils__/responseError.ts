import { ResponseError } from '@backstage/errors';

/** An error as the client throws it, with the body of an error response of a Backstage backend. */
export function responseError(
  status: number,
  message = 'It failed.',
): Promise<ResponseError> {
  const body = {
    error: { name: 'Error', message },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
