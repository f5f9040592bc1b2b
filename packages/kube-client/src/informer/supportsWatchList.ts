import { KubeClient } from '../client/KubeClient';

/** Kubernetes streams initial states by default since this minor version of major version 1. */
const sinceMinor = 34;

const known = new WeakMap<KubeClient, Promise<boolean>>();

/**
 * Whether the server is new enough to stream initial states. Asked once per client; a failure is not remembered.
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
