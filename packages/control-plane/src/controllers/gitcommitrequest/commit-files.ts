import {
  GitClient,
  GitError,
  type GitFile,
  type GitPerson,
  type GitRemote,
} from '@promenade/git-client';
import type { GitCommitRequest } from '@promenade/openchoreo-model';
import { changeFile } from './change-file';

/** One commit to make. */
export interface CommitOrder {
  readonly remote: GitRemote;
  /** Undefined for the default branch. */
  readonly branch: string | undefined;
  readonly files: GitCommitRequest['spec']['files'];
  readonly message: string;
  readonly author: GitPerson;
  /** Line of the message that identifies the commit. */
  readonly trailer: string;
  /** Whether the commit may have been pushed before, so that the branch is searched for it. */
  readonly isRepeated: boolean;
}

/** A commit that the branch has. */
export interface CommitResult {
  readonly commit: string;
  readonly branch: string;
  /** Whether the branch had the files already, so that nothing was committed. */
  readonly isUnchanged: boolean;
}

/** Makes commits. @throws GitError, FileChangeError */
export type CommitFiles = (order: CommitOrder) => Promise<CommitResult>;

/** The committer of all commits. */
export const committer: GitPerson = {
  name: 'promenade-control-plane',
  email: 'control-plane@promenade.local',
};

/** How often a commit is made again after somebody else has pushed to the branch. */
const maxPushes = 5;

/** How many commits are searched for one that may have been pushed before. */
const searchDepth = 100;

/**
 * Returns a function that commits changes of files to a branch. A commit that the branch has already is not made again.
 *
 * @param signal - ends all requests
 */
export function gitCommitter(signal: AbortSignal): CommitFiles {
  return async order => {
    for (let pushes = 1; ; pushes += 1) {
      const isRepeated = order.isRepeated || pushes > 1;
      try {
        return await commitOnce({ ...order, isRepeated }, signal);
      } catch (error) {
        const isOvertaken =
          error instanceof GitError && error.problem === 'BranchChanged';
        if (!isOvertaken || pushes === maxPushes) throw error;
      }
    }
  };
}

async function commitOnce(
  order: CommitOrder,
  signal: AbortSignal,
): Promise<CommitResult> {
  return GitClient.with(order.remote, signal, async client => {
    const branch = order.branch ?? (await client.defaultBranch());
    const head = await client.fetch(branch, order.isRepeated ? searchDepth : 1);
    const pushed = order.isRepeated
      ? (await client.log(head.commit)).find(({ message }) =>
          message.split('\n').includes(order.trailer),
        )
      : undefined;
    if (pushed) return { commit: pushed.commit, branch, isUnchanged: false };
    const files = await changedFiles(client, head.tree, order.files);
    if (files.size === 0) {
      return { commit: head.commit, branch, isUnchanged: true };
    }
    const commit = await client.push(branch, {
      tree: await client.writeFiles(head.tree, files),
      parent: head.commit,
      message: `${order.message.trimEnd()}\n\n${order.trailer}\n`,
      author: order.author,
      committer,
    });
    return { commit, branch, isUnchanged: false };
  });
}

/** The files whose content differs from that of a tree. Undefined for a file that is deleted. */
async function changedFiles(
  client: GitClient,
  tree: string,
  changes: CommitOrder['files'],
): Promise<Map<string, GitFile | undefined>> {
  const files = new Map<string, GitFile | undefined>();
  for (const change of changes) {
    const existing = await client.readFile(tree, change.path);
    const content = changeFile(change, existing);
    if (content !== existing) {
      files.set(change.path, content === undefined ? undefined : { content });
    }
  }
  return files;
}
