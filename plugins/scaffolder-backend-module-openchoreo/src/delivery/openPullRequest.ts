import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import {
  getOctokitClient,
  getOctokitOptions,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { z } from 'zod';
import { ownerAndName, type GitRepository } from './gitHosts';

/** A pull request, or a merge request of GitLab. */
export interface PullRequest {
  branch: string;
  base: string;
  title: string;
  description: string;
}

/**
 * Opens a pull request for a branch that was pushed, or finds the one that the branch has.
 *
 * @returns its URL, or undefined for a Git host without pull requests
 */
export async function openPullRequest(
  repository: GitRepository,
  request: PullRequest,
  services: { config: Config; logger: LoggerService },
): Promise<string | undefined> {
  switch (repository.service) {
    case 'github':
      return openOnGitHub(repository, request, services);
    case 'gitlab':
      return openOnGitLab(repository, request, services.config);
    default:
      return undefined;
  }
}

/** https://docs.github.com/en/rest/pulls/pulls */
async function openOnGitHub(
  repository: GitRepository,
  { branch, base, title, description }: PullRequest,
  { config, logger }: { config: Config; logger: LoggerService },
): Promise<string> {
  const { owner, name: repo } = ownerAndName(repository);
  const integrations = ScmIntegrations.fromConfig(config);
  const options = await getOctokitOptions({
    integrations,
    credentialsProvider:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    host: repository.host,
    owner,
    repo,
  });
  const { pulls } = getOctokitClient(options, logger).rest;
  const head = `${owner}:${branch}`;
  try {
    const existing = await pulls.list({ owner, repo, head, state: 'all' });
    const [found] = existing.data;
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
    throw requestError(repository, branch, statusOf(error));
  }
}

const mergeRequestSchema = z.object({ web_url: z.string() });

/** https://docs.gitlab.com/api/merge_requests/ */
async function openOnGitLab(
  repository: GitRepository,
  { branch, base, title, description }: PullRequest,
  config: Config,
): Promise<string> {
  const { url } = repository;
  const integration = ScmIntegrations.fromConfig(config).gitlab.byUrl(url);
  if (!integration) throw requestError(repository, branch, undefined);
  const { apiBaseUrl } = integration.config;
  const { owner, name } = ownerAndName(repository);
  const project = encodeURIComponent(`${owner}/${name}`);
  const requests = `${apiBaseUrl}/projects/${project}/merge_requests`;
  const { headers } = getGitLabRequestOptions(integration.config);
  const send = async (target: string, init: RequestInit) => {
    const response = await fetch(target, {
      ...init,
      headers: { ...headers, 'Content-Type': 'application/json' },
    }).catch(() => undefined);
    if (!response?.ok) {
      throw requestError(repository, branch, response?.status);
    }
    return response.json();
  };
  const query = new URLSearchParams({ source_branch: branch });
  const [found] = z
    .array(mergeRequestSchema)
    .parse(await send(`${requests}?${query}`, { method: 'GET' }));
  if (found) return found.web_url;
  const created = await send(requests, {
    method: 'POST',
    body: JSON.stringify({
      source_branch: branch,
      target_branch: base,
      title,
      description,
      remove_source_branch: true,
    }),
  });
  return mergeRequestSchema.parse(created).web_url;
}

function statusOf(error: unknown): number | undefined {
  const parsed = z.object({ status: z.number() }).safeParse(error);
  return parsed.success ? parsed.data.status : undefined;
}

/** Without the answer of the host, which may have details of the server. */
function requestError(
  { url, host }: GitRepository,
  branch: string,
  status: number | undefined,
): Error {
  const answer = status === undefined ? 'did not answer' : `answered ${status}`;
  return new ServiceUnavailableError(
    `The branch ${branch} was pushed to ${url}, but the pull request could not be opened: ${host} ${answer}. Check that the token of the host may open pull requests, then run the step again`,
  );
}
