import { responseErrorOf } from '@promenade/backstage-plugin-openchoreo-common';

/** An error as the client throws it, with the body of an error response of a Backstage backend. */
export function responseError(status: number, message = 'It failed.') {
  return responseErrorOf(status, message);
}
