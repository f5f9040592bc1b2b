import { GitCommitRequest } from '@promenade/openchoreo-model';

/** How far the commit of a change is. */
export interface CommitProgress {
  readonly state: 'Pending' | 'Committed' | 'Failed';
  /** What it waits for, and what to do. */
  readonly message: string;
}

/** Reads the progress from the request for the commit; undefined for one that is not created yet. */
export function commitProgress(
  request: GitCommitRequest | undefined,
): CommitProgress {
  const { phase, observedSHA, observedBranch, message } = request?.status ?? {};
  const label = `GitCommitRequest "${request?.metadata.name}"`;
  if (phase === 'Failed') {
    return {
      state: 'Failed',
      message: `${label} failed: ${message}. Correct the cause, then delete the request: the commit is requested again`,
    };
  }
  if (phase === 'Succeeded') {
    return {
      state: 'Committed',
      message: `Committed ${observedSHA?.slice(0, 7)} to ${observedBranch} of ${
        request?.spec.repoURL
      }; waits for Argo CD or Flux to apply it`,
    };
  }
  return {
    state: 'Pending',
    message: message
      ? `${label} waits: ${message}`
      : 'Waits for the commit to be made',
  };
}
