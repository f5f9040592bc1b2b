import { ServiceUnavailableError } from '@backstage/errors';
import type { GitRepository } from './gitHosts';

/**
 * The error of a request to a Git service, without its answer, which may have details of the server.
 *
 * @param what - such as `create`, before the URL of the repository
 * @param status - undefined without an answer
 */
export function gitServiceError(
  what: string,
  { url, host }: GitRepository,
  status: number | undefined,
): Error {
  const answer =
    status === undefined ? 'did not answer' : `answered with status ${status}`;
  return new ServiceUnavailableError(
    `Could not ${what} ${url}: ${host} ${answer}. Ask the platform team to check the token of the host, then run the step again`,
  );
}
