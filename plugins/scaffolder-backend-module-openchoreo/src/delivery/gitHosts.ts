import type { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { GitCredentials, GitRemote } from '@promenade/git-client';

/** A repository on a host that the configuration allows. */
export interface GitRepository extends GitRemote {
  host: string;
  /** How pull requests are opened. `git` has none: the branch is the result. */
  service: 'github' | 'gitlab' | 'git';
}

/** The user names that GitHub and GitLab expect beside a token. */
const tokenUsers = { github: 'x-access-token', gitlab: 'oauth2' } as const;

const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Finds the host of a repository in the configuration: under `openchoreo.delivery.gitHosts`, or under `integrations`.
 *
 * @throws InputError for a URL that is not one of a repository, NotAllowedError for a host that is not configured
 */
export async function findRepository(
  config: Config,
  url: string,
): Promise<GitRepository> {
  const { host, hostname, protocol } = parseRepositoryUrl(url);
  const integrations = ScmIntegrations.fromConfig(config);
  const integration = integrations.byUrl(url);
  const own = config
    .getOptionalConfigArray('openchoreo.delivery.gitHosts')
    ?.find(each => each.getString('host') === host);
  if (!own && !integration) {
    throw new NotAllowedError(
      `The portal may not use repositories on ${host}. Ask the platform team to add the host to the integrations, or to openchoreo.delivery.gitHosts`,
    );
  }
  if (
    protocol === 'http:' &&
    !loopbackHosts.includes(hostname) &&
    !own?.getOptionalBoolean('allowHttp')
  ) {
    throw new NotAllowedError(
      `The URL of the repository on ${host} is not encrypted. Write it with https`,
    );
  }
  const service = serviceOf(integration?.type);
  return {
    url,
    host,
    service,
    credentials:
      (own && credentialsOf(own)) ??
      (await integrationCredentials(integrations, service, url)),
  };
}

/** @throws InputError also for a URL with credentials, which would be logged and committed */
function parseRepositoryUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !/[^/]/.test(url.pathname)) {
    throw new InputError(
      'The repository is not a URL. Write it like https://github.com/acme/manifests',
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `The URL of the repository on ${url.host} has a user name or a password. Remove it: the platform team configures the credentials of the host`,
    );
  }
  return url;
}

function serviceOf(type: string | undefined): GitRepository['service'] {
  return type === 'github' || type === 'gitlab' ? type : 'git';
}

function credentialsOf(host: Config): GitCredentials | undefined {
  const password = host.getOptionalString('token');
  if (password === undefined) return undefined;
  return { username: host.getOptionalString('username') ?? 'git', password };
}

async function integrationCredentials(
  integrations: ScmIntegrations,
  service: GitRepository['service'],
  url: string,
): Promise<GitCredentials | undefined> {
  if (service === 'git') return undefined;
  const provider =
    service === 'github'
      ? DefaultGithubCredentialsProvider.fromIntegrations(integrations)
      : DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  const { token } = await provider.getCredentials({ url });
  return token ? { username: tokenUsers[service], password: token } : undefined;
}

/** The owner, or group with its parents, and the name of a repository on GitHub or GitLab. */
export function ownerAndName({ url }: Pick<GitRepository, 'url'>): {
  owner: string;
  name: string;
} {
  const { pathname } = new URL(withoutSuffix(url));
  const parts = pathname.split('/').filter(Boolean);
  const name = parts.pop() ?? '';
  if (parts.length === 0) {
    throw new InputError(
      `The URL ${url} has no owner. Write it like https://github.com/acme/manifests`,
    );
  }
  return { owner: parts.join('/'), name };
}

/** Removes a final slash and `.git` from the URL of a repository, which gives the URL of its web page. */
export function withoutSuffix(url: string): string {
  return url.replace(/\/+$/, '').replace(/\.git$/, '');
}
