import { ResponseError } from '@backstage/errors';

/** What the server says of a refusal; without the frame that the transport puts around it. */
export function refusalText(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
