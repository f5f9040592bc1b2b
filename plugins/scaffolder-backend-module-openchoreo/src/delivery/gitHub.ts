import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  getOctokitClient,
  getOctokitOptions,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { z } from 'zod';
import { ownerAndName, withoutSuffix, type GitRepository } from './gitHosts';
import { gitServiceError } from './gitServiceError';
import type { GitService } from './GitService';

/** GitHub, with the credentials of its integration: https://docs.github.com/en/rest */
export function gitHub(
  repository: GitRepository,
  { config, logger }: { config: Config; logger: LoggerService },
): GitService {
  const { owner, name: repo } = ownerAndName(repository);
  const connect = async () => {
    const integrations = ScmIntegrations.fromConfig(config);
    const options = await getOctokitOptions({
      integrations,
      credentialsProvider:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      host: repository.host,
      owner,
      repo,
    });
    // A step that has failed runs again. Retries here would repeat requests that are not valid.
    return getOctokitClient(options, logger, { retries: 0 }).rest;
  };
  return {
    async createRepository({ description }) {
      try {
        const { repos, users } = await connect();
        if (await exists(() => repos.get({ owner, repo }))) return;
        const { data } = await users.getByUsername({ username: owner });
        const parts = { name: repo, description, private: true };
        if (data.type === 'Organization') {
          await repos.createInOrg({ org: owner, ...parts });
        } else {
          await repos.createForAuthenticatedUser(parts);
        }
      } catch (error) {
        throw gitServiceError('create', repository, statusOf(error));
      }
    },
    async openPullRequest({ branch, base, title, description }) {
      try {
        const { pulls } = await connect();
        const head = `${owner}:${branch}`;
        const listed = await pulls.list({ owner, repo, head, state: 'all' });
        const [found] = listed.data;
        if (found) return found.html_url;
        const created = await pulls.create({
          owner,
          repo,
          head: branch,
          base,
          title,
          body: description,
        });
        return created.data.html_url;
      } catch (error) {
        throw gitServiceError(
          `open a pull request for the branch ${branch} of`,
          repository,
          statusOf(error),
        );
      }
    },
    contentsUrl: branch => `${withoutSuffix(repository.url)}/blob/${branch}`,
  };
}

async function exists(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  const parsed = z.object({ status: z.number() }).safeParse(error);
  return parsed.success ? parsed.data.status : undefined;
}
