import { Errors } from 'isomorphic-git';
import { RedirectError } from './limitRedirects';
import { AnswerLimitError } from './limitRequests';

/**
 * Why a request to a Git host failed.
 *
 * @public
 */
export type GitProblem =
  /** The host does not accept the credentials, or asks for some. */
  | 'AccessDenied'
  /** The repository does not exist, or may not be seen. */
  | 'RepositoryNotFound'
  | 'BranchNotFound'
  /** Somebody else has pushed to the branch meanwhile. */
  | 'BranchChanged'
  /** The host does not accept the branch, for example because it is protected. */
  | 'PushRejected'
  /** A file would take the place of a folder, or a folder that of a file. */
  | 'PathConflict'
  /** The host does not respond, or responds with an error. */
  | 'Unavailable';

/**
 * A request to a Git host that failed. The message has nothing of the answer of the host but its status, as an answer may have details
 * of the server.
 *
 * @public
 */
export class GitError extends Error {
  override readonly name = 'GitError';

  /**
   * @param operation - what failed, such as `read https://git.test/acme/manifests`
   * @param reason - why, as a clause
   */
  constructor(
    readonly problem: GitProblem,
    readonly operation: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Could not ${operation}: ${reason}`, options);
  }
}

/** Texts of hosts that mean that the branch has moved, and not that it is protected. */
const movedBranch =
  /non-fast-forward|not-fast-forward|fetch first|failed to update ref|cannot lock ref|stale info|incorrect old value|reference already exists/i;

/** The error of a failed request to a host. */
export function gitErrorOf(operation: string, error: unknown): GitError {
  const fail = (problem: GitProblem, reason: string) =>
    new GitError(problem, operation, reason, { cause: error });
  if (error instanceof Errors.HttpError) {
    const { statusCode } = error.data;
    if (statusCode === 401 || statusCode === 403) {
      return fail('AccessDenied', `the host answered with ${statusCode}`);
    }
    return statusCode === 404
      ? fail('RepositoryNotFound', 'the host answered with 404')
      : fail('Unavailable', `the host answered with status ${statusCode}`);
  }
  if (error instanceof Errors.NotFoundError) {
    return fail('BranchNotFound', 'the branch does not exist');
  }
  if (error instanceof Errors.PushRejectedError) {
    return fail('BranchChanged', 'the branch has other commits meanwhile');
  }
  if (error instanceof Errors.GitPushError) {
    return movedBranch.test(error.message)
      ? fail('BranchChanged', 'the branch has other commits meanwhile')
      : fail('PushRejected', 'the host rejected the branch');
  }
  return fail(
    'Unavailable',
    isOwnText(error)
      ? error.message
      : 'the host did not answer as a Git server does',
  );
}

/**
 * Whether the message of an error has nothing of an answer: it is of the network, or of a limit. Errors of the Git library, which have
 * data, and others may quote the answer.
 */
function isOwnText(error: unknown): error is Error {
  return (
    error instanceof AnswerLimitError ||
    error instanceof RedirectError ||
    (error instanceof Error && 'code' in error && !('data' in error))
  );
}
