import { KubeClient } from '../client/KubeClient';

/** First minor version of Kubernetes 1 with WatchList enabled by default. */
const sinceMinor = 34;

const known = new WeakMap<KubeClient, Promise<boolean>>();

/**
 * Reports whether the server version supports WatchList. Asks once for each client; a failure is not cached.
 *
 * @throws ApiError, ConnectionError
 */
export function supportsWatchList(client: KubeClient): Promise<boolean> {
  const asked = known.get(client) ?? ask(client);
  known.set(client, asked);
  asked.catch(() => known.delete(client));
  return asked;
}

async function ask(client: KubeClient): Promise<boolean> {
  const { major, minor } = await client.serverVersion();
  return major > 1 || (major === 1 && minor >= sinceMinor);
}
