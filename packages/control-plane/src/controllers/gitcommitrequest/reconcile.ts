import { GitError, type GitProblem } from '@promenade/git-client';
import type { Clock } from '@promenade/kube-client';
import {
  getCondition,
  gitCommitRequestKind,
  type GitCommitRequest,
} from '@promenade/openchoreo-model';
import { toTimestamp, withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import type { Reconcile } from '../../runtime/reconcile';
import type { Write } from '../../runtime/write';
import { FileChangeError } from './change-file';
import { committer, type CommitFiles, type CommitResult } from './commit-files';
import { GitSecretError, type GitSecrets } from './git-secrets';
import { validateRequest } from './validate-request';
import { findUnfinishedBefore, isFinished } from './find-unfinished-before';

/** Dependencies of {@link gitCommitRequestReconciler}. */
export interface GitCommitRequestDependencies {
  readonly clock: Clock;
  /** The hosts that may be used, see {@link refusedRepository}. */
  readonly gitHosts: readonly string[];
  readonly commitFiles: CommitFiles;
  readonly gitSecrets: Pick<GitSecrets, 'read' | 'onChange'>;
}

/** How long a commit is tried that fails for a reason that may pass, in milliseconds. */
const timeLimitMs = 24 * 60 * 60_000;

/** Delay before the second attempt, and the longest one, in milliseconds. */
const firstDelayMs = 5_000;
const longestDelayMs = 5 * 60_000;

interface Outcome {
  readonly phase: 'Pending' | 'Succeeded' | 'Failed';
  readonly reason: string;
  readonly message: string;
  readonly result?: CommitResult;
}

const starting: Outcome = {
  phase: 'Pending',
  reason: 'Committing',
  message: 'The commit is being made',
};

/**
 * Makes the commit of a GitCommitRequest once. The status says Pending before the first attempt: after a crash the branch is searched
 * for the commit, which may have been pushed.
 */
export function gitCommitRequestReconciler(
  dependencies: GitCommitRequestDependencies,
): Reconcile {
  const { clock, gitHosts } = dependencies;
  return async (key, read, write) => {
    const request = read.get(gitCommitRequestKind, key);
    if (!request || isDeleting(request) || isFinished(request))
      return undefined;
    // The end of the other request enqueues this one.
    if (findUnfinishedBefore(request, read)) return undefined;
    const now = () => new Date(clock.now());
    const invalid = validateRequest(request, gitHosts);
    if (invalid) {
      await report(request, { phase: 'Failed', ...invalid }, now(), write);
      return undefined;
    }
    const isRepeated = isStarted(request);
    const started = isRepeated
      ? request
      : await report(request, starting, now(), write);
    const outcome = await attempt(started, isRepeated, dependencies);
    const result =
      outcome.phase === 'Pending' && isOverdue(started, now())
        ? {
            ...outcome,
            phase: 'Failed' as const,
            message: `${outcome.message}. It was tried for 24 hours; create another request to try again`,
          }
        : outcome;
    await report(started, result, now(), write);
    return result.phase === 'Pending'
      ? { requeueAfter: delayMs(started.status?.attempts ?? 0) }
      : undefined;
  };
}

const reasons: Readonly<Record<GitProblem, string>> = {
  AccessDenied: 'AccessDenied',
  RepositoryNotFound: 'RepositoryNotFound',
  BranchNotFound: 'BranchNotFound',
  BranchChanged: 'BranchChanged',
  PushRejected: 'PushRejected',
  PathConflict: 'PathConflict',
  Unavailable: 'RemoteUnavailable',
};

async function attempt(
  request: GitCommitRequest,
  isRepeated: boolean,
  { commitFiles, gitSecrets }: GitCommitRequestDependencies,
): Promise<Outcome> {
  const { metadata, spec } = request;
  const { namespace = '' } = metadata;
  const { authSecretRef: name, repoURL, author } = spec;
  // As the host was checked: other parsers may read another host from the same text.
  const url = new URL(repoURL).href;
  try {
    const result = await commitFiles({
      remote: {
        url,
        credentials: name
          ? await gitSecrets.read({ namespace, name })
          : undefined,
      },
      branch: spec.branch,
      files: spec.files,
      message: spec.message,
      author: {
        name: author?.name || committer.name,
        email: author?.email || committer.email,
      },
      trailer: trailerOf(request),
      isRepeated,
    });
    const where = `${result.branch} of ${url}`;
    return result.isUnchanged
      ? {
          phase: 'Succeeded',
          reason: 'NothingToCommit',
          message: `${where} has the files already`,
          result,
        }
      : {
          phase: 'Succeeded',
          reason: 'Committed',
          message: `commit pushed to ${where}`,
          result,
        };
  } catch (error) {
    return failureOf(error, request);
  }
}

/** The line of the message of a commit that identifies the request. */
function trailerOf({ metadata }: GitCommitRequest): string {
  const { namespace, name, uid, generation } = metadata;
  return `Git-Commit-Request: ${namespace}/${name} ${uid}.${generation}`;
}

/** @throws an error that is none of Git, to be retried by the work queue */
function failureOf(error: unknown, { spec }: GitCommitRequest): Outcome {
  if (error instanceof FileChangeError) {
    const { message } = error;
    return { phase: 'Failed', reason: 'FileNotChanged', message };
  }
  if (error instanceof GitSecretError) {
    const { message } = error;
    return { phase: 'Pending', reason: 'SecretInvalid', message };
  }
  if (error instanceof GitError) {
    const reason = reasons[error.problem];
    const phase = error.problem === 'PathConflict' ? 'Failed' : 'Pending';
    const secret = spec.authSecretRef
      ? `; check the credentials in Secret "${spec.authSecretRef}"`
      : '; name a Secret with credentials in spec.authSecretRef';
    const message = `${error.message}${
      error.problem === 'AccessDenied' ? secret : ''
    }`;
    return { phase, reason, message };
  }
  throw error;
}

function isStarted({ metadata, status }: GitCommitRequest): boolean {
  return (
    status?.phase === 'Pending' &&
    status.observedGeneration === metadata.generation
  );
}

function isOverdue({ status }: GitCommitRequest, now: Date): boolean {
  return (
    status?.startedAt !== undefined &&
    now.getTime() - Date.parse(status.startedAt) >= timeLimitMs
  );
}

function delayMs(attempts: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** attempts);
}

async function report(
  request: GitCommitRequest,
  { phase, reason, message, result }: Outcome,
  now: Date,
  write: Write,
): Promise<GitCommitRequest> {
  const { status } = request;
  const isStart = reason === starting.reason;
  const before = getCondition(status?.conditions, 'Ready');
  const written = await write.updateStatus(gitCommitRequestKind, request, {
    ...withConditions(
      request,
      [
        {
          type: 'Ready',
          status: phase === 'Succeeded' ? 'True' : 'False',
          reason,
          message,
        },
      ],
      now,
    ),
    phase,
    message,
    startedAt: isStart ? toTimestamp(now) : status?.startedAt,
    attempts:
      phase === 'Pending' && !isStart ? (status?.attempts ?? 0) + 1 : undefined,
    ...(result && {
      observedSHA: result.commit,
      observedBranch: result.branch,
    }),
  });
  if (!isStart && before?.reason !== reason) {
    const type = phase === 'Succeeded' ? 'Normal' : 'Warning';
    write.event(request, type, reason, message);
  }
  return written;
}
