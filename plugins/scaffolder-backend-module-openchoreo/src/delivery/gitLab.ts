import type { Config } from '@backstage/config';
import {
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import { z } from 'zod';
import { ownerAndName, withoutSuffix, type GitRepository } from './gitHosts';
import { gitServiceError } from './gitServiceError';
import type { GitService } from './GitService';

const mergeRequestSchema = z.object({ web_url: z.string() });
const namespaceSchema = z.object({ id: z.number() });

/** GitLab, with the credentials of its integration: https://docs.gitlab.com/api/rest/ */
export function gitLab(repository: GitRepository, config: Config): GitService {
  const { owner, name } = ownerAndName(repository);
  const project = `projects/${encodeURIComponent(`${owner}/${name}`)}`;

  /** @returns undefined for status 404 */
  async function send(
    what: string,
    path: string,
    body?: object,
  ): Promise<unknown> {
    const integration = ScmIntegrations.fromConfig(config).gitlab.byUrl(
      repository.url,
    );
    if (!integration) throw gitServiceError(what, repository, undefined);
    const { headers } = getGitLabRequestOptions(integration.config);
    const response = await fetch(`${integration.config.apiBaseUrl}/${path}`, {
      method: body ? 'POST' : 'GET',
      body: body && JSON.stringify(body),
      headers: { ...headers, 'Content-Type': 'application/json' },
    }).catch(() => undefined);
    if (response?.status === 404) return undefined;
    if (!response?.ok)
      throw gitServiceError(what, repository, response?.status);
    return response.json();
  }

  return {
    async createRepository({ description }) {
      const what = 'create';
      if (await send(what, project)) return;
      const namespace = namespaceSchema.safeParse(
        await send(what, `namespaces/${encodeURIComponent(owner)}`),
      );
      if (!namespace.success) throw gitServiceError(what, repository, 404);
      const created = await send(what, 'projects', {
        path: name,
        namespace_id: namespace.data.id,
        description,
        visibility: 'private',
      });
      if (!created) throw gitServiceError(what, repository, 404);
    },
    async openPullRequest({ branch, base, title, description }) {
      const what = `open a merge request for the branch ${branch} of`;
      const query = new URLSearchParams({ source_branch: branch });
      const listed = z
        .array(mergeRequestSchema)
        .optional()
        .parse(await send(what, `${project}/merge_requests?${query}`));
      const [found] = listed ?? [];
      if (found) return found.web_url;
      const created = mergeRequestSchema.safeParse(
        await send(what, `${project}/merge_requests`, {
          source_branch: branch,
          target_branch: base,
          title,
          description,
          remove_source_branch: true,
        }),
      );
      if (!created.success) throw gitServiceError(what, repository, 404);
      return created.data.web_url;
    },
    contentsUrl: branch => `${withoutSuffix(repository.url)}/-/blob/${branch}`,
  };
}
