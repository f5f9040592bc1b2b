import { NotFoundError } from '@backstage/errors';
import type { VerbPlan } from '@promenade/backstage-plugin-openchoreo-node';
import {
  manifestPath,
  manifestText,
  updateManifestText,
  type GitClient,
  type GitFile,
  type GitPerson,
} from '@promenade/git-client';
import type { GitRepository } from './gitHosts';
import { withGitClient } from './withGitClient';

/** Manifests that are committed to a branch. */
export interface ManifestCommit {
  objects: VerbPlan['objects'];
  /** Whether the files of the objects are removed. */
  isDeletion: boolean;
  /** The folder of the manifests. */
  folder: string | undefined;
  /** The branch that they are committed to. It is created from `base`. */
  branch: string;
  base: string;
  message: string;
  author: GitPerson;
  committer: GitPerson;
}

/** What became of a push. */
export interface PushedManifests {
  /** The paths of the files that were changed. Empty when the repository has the manifests already. */
  files: string[];
  /** Whether the branch exists. It does not when the base has the manifests already. */
  hasBranch: boolean;
}

/**
 * Commits the manifests of objects and pushes the branch. A branch that has them already is not pushed again; one with other
 * manifests gets another commit.
 *
 * @throws NotFoundError when the base does not exist, and the errors of `withGitClient`
 */
export async function pushManifests(
  repository: GitRepository,
  commit: ManifestCommit,
  signal: AbortSignal | undefined,
): Promise<PushedManifests> {
  const { base, branch, message, author, committer } = commit;
  return withGitClient(repository, signal, async client => {
    const branches = await client.branches();
    const hasBranch = branches.includes(branch);
    if (!hasBranch && !branches.includes(base)) {
      throw new NotFoundError(
        `${repository.url} has no branch ${base}. Push a first commit to it, or choose another branch`,
      );
    }
    const head = await client.fetch(hasBranch ? branch : base);
    const files = await changedFiles(client, head.tree, commit);
    if (files.size === 0) return { files: [], hasBranch };
    await client.push(branch, {
      tree: await client.writeFiles(head.tree, files),
      parent: head.commit,
      message,
      author,
      committer,
    });
    return { files: [...files.keys()], hasBranch: true };
  });
}

/** The files whose content differs from that of a tree. Undefined for a file that is removed. */
async function changedFiles(
  client: GitClient,
  tree: string,
  { objects, folder, isDeletion }: ManifestCommit,
): Promise<Map<string, GitFile | undefined>> {
  const files = new Map<string, GitFile | undefined>();
  for (const object of objects) {
    const path = manifestPath(object, folder);
    const existing = await client.readFile(tree, path);
    if (isDeletion) {
      if (existing !== undefined) files.set(path, undefined);
      continue;
    }
    const content =
      existing === undefined
        ? manifestText(object)
        : updateManifestText(existing, object);
    if (content !== existing) files.set(path, { content });
  }
  return files;
}
