/** The form `git@host:path` of SSH. */
const scpLike = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/;

/**
 * What the URLs of a repository have in common, whatever their protocol: host and path, such as `git.example.com/shop/greeter`.
 * Undefined for a text that is no URL of a repository.
 */
export function repositoryKey(url: string): string | undefined {
  const text = url.trim();
  const match = scpLike.exec(text);
  const parts = match ? { host: match[1], path: match[2] } : partsOf(text);
  const path = parts?.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return parts?.host && path
    ? `${parts.host}/${path}`.toLowerCase()
    : undefined;
}

function partsOf(text: string) {
  if (!URL.canParse(text)) return undefined;
  const { host, pathname } = new URL(text);
  return { host, path: pathname };
}
