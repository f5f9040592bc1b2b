import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { GitRepository } from './gitHosts';
import { gitHub } from './gitHub';
import { gitLab } from './gitLab';
import type { GitService } from './GitService';

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
