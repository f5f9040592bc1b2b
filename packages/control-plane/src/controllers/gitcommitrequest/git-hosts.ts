/** The hosts that GitCommitRequests may use when none are configured. They are public, so that a Secret never gets to a host of a tenant. */
export const publicGitHosts: readonly string[] = [
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'dev.azure.com',
];

/**
 * Why the control plane must not use a repository; undefined if it may.
 *
 * @param hosts - `git.example.com`, with a port if it is not that of HTTPS; `http://localhost:3000` also allows an unencrypted
 *   connection
 */
export function refusedRepository(
  repoURL: string,
  hosts: readonly string[],
):
  | { reason: 'InvalidRequest' | 'HostNotAllowed'; message: string }
  | undefined {
  const url = URL.canParse(repoURL) ? new URL(repoURL) : undefined;
  const invalid = (message: string) =>
    ({
      reason: 'InvalidRequest',
      message: `spec.repoURL: ${message}`,
    } as const);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname === '/') {
    return invalid(
      'is not the URL of a repository over HTTP; write one like https://github.com/acme/environments',
    );
  }
  if (url.username || url.password) {
    return invalid(
      'has credentials, which everybody sees who may read the object; move them to the Secret that spec.authSecretRef names',
    );
  }
  if (url.search || url.hash) {
    return invalid('has a query or a fragment; remove it');
  }
  if (url.protocol === 'http:') {
    return hosts.includes(`http://${url.host}`)
      ? undefined
      : {
          reason: 'HostNotAllowed',
          message: `spec.repoURL: unencrypted connections to ${url.host} are not allowed; write https, or start the control plane with --git-hosts http://${url.host}`,
        };
  }
  return hosts.includes(url.host) || hosts.includes(`http://${url.host}`)
    ? undefined
    : {
        reason: 'HostNotAllowed',
        message: `spec.repoURL: the host ${
          url.host
        } is not allowed; use one of ${hosts.join(
          ', ',
        )}, or start the control plane with --git-hosts ${url.host}`,
      };
}
