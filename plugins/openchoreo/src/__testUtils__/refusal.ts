import { ResponseError } from '@backstage/errors';

/** A refusal as the client throws it, with the body that every Backstage backend answers. */
export function refusal(
  status: number,
  message = 'It was refused.',
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
