/** A pull request, or a merge request of GitLab. */
export interface PullRequest {
  branch: string;
  base: string;
  title: string;
  description: string;
}

/** What a Git host offers beside Git. Both can run again: what exists is found. */
export interface GitService {
  /** Creates a private repository without files, unless it exists. */
  createRepository(options: { description: string }): Promise<void>;
  /** Opens a pull request for a branch that was pushed, or finds that of the branch. Returns its URL. */
  openPullRequest(request: PullRequest): Promise<string>;
  /** URL of the files of a branch, which `catalog:register` reads. */
  contentsUrl(branch: string): string;
}
