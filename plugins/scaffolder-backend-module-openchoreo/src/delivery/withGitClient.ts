import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { GitClient, GitError } from '@promenade/git-client';
import type { GitRepository } from './gitHosts';

/**
 * Runs a function with a Git client, whose objects are deleted afterwards.
 *
 * @throws an error of Backstage for a request that failed, with what to do
 */
export async function withGitClient<T>(
  repository: GitRepository,
  signal: AbortSignal | undefined,
  run: (client: GitClient) => Promise<T>,
): Promise<T> {
  try {
    return await GitClient.with(repository, signal, run);
  } catch (error) {
    throw error instanceof GitError ? backstageError(repository, error) : error;
  }
}

function backstageError(
  { host, credentials }: GitRepository,
  { problem, operation, reason }: GitError,
): Error {
  const failed = `Could not ${operation}`;
  switch (problem) {
    case 'AccessDenied':
      return new NotAllowedError(
        credentials
          ? `${failed}: ${host} does not accept the credentials of the portal. Ask the platform team to check the token of the host`
          : `${failed}: ${host} asks for credentials. Ask the platform team to configure a token for the host`,
      );
    case 'RepositoryNotFound':
      return new NotFoundError(
        `${failed}: it does not exist, or the portal may not see it. Create the repository first, or correct its URL`,
      );
    case 'BranchNotFound':
      return new NotFoundError(`${failed}: the branch does not exist`);
    case 'BranchChanged':
      return new ConflictError(
        `${failed}: somebody else has pushed to the branch meanwhile. Run the step again`,
      );
    case 'PushRejected':
      return new InputError(
        `${failed}: ${host} rejected the branch. Check that the branch is not protected, then run the step again`,
      );
    case 'PathConflict':
      return new InputError(`${failed}: ${reason}`);
    default:
      return new ServiceUnavailableError(
        `${failed}: ${reason}. Try again later`,
      );
  }
}
