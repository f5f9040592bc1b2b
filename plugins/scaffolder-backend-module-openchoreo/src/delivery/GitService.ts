import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { GitRepository } from './gitHosts';
import { gitHub } from './gitHub';
import { gitLab } from './gitLab';

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

/** The service of a repository. Undefined for a host that has Git alone. */
export function gitServiceOf(
  repository: GitRepository,
  services: { config: Config; logger: LoggerService },
): GitService | undefined {
  switch (repository.service) {
    case 'github':
      return gitHub(repository, services);
    case 'gitlab':
      return gitLab(repository, services.config);
    default:
      return undefined;
  }
}
