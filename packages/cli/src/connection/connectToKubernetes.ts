import {
  createOpenChoreo,
  waitForCache,
} from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient } from '@promenade/kube-client';
import type { Terminal } from '../Terminal';
import type { Connection } from './Connection';
import { createLogger } from './createLogger';
import { KubernetesApi } from './KubernetesApi';

/** How long the first read of the resources may take, in milliseconds. */
const syncTimeoutMs = 60_000;

/** Reads the resources of the control plane, and keeps them current until the connection is closed. */
export async function connectToKubernetes(
  options: { kubeconfig?: string; context?: string; verbose?: boolean },
  terminal: Pick<Terminal, 'stderr'>,
  signal: AbortSignal,
): Promise<Connection> {
  const client = KubeClient.fromKubeconfig(options.kubeconfig, {
    context: options.context,
    userAgent: 'promenade-cli',
    maxAttempts: 2,
  });
  const stop = new AbortController();
  const close = async () => {
    stop.abort();
    await client.close();
  };
  try {
    const openChoreo = createOpenChoreo({
      client,
      logger: createLogger(terminal.stderr, options.verbose ?? false),
      signal: stop.signal,
    });
    await waitForCache(openChoreo.cache, { signal, timeoutMs: syncTimeoutMs });
    return { api: new KubernetesApi(openChoreo, client.server), close };
  } catch (error) {
    await close();
    throw error;
  }
}
