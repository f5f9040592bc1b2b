import {
  createOpenChoreo,
  waitForCache,
} from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient } from '@promenade/kube-client';
import { CommandError } from '../errors/CommandError';
import type { Terminal } from '../Terminal';
import type { Connection } from './Connection';
import { createLogger } from './createLogger';
import { KubernetesApi } from './KubernetesApi';

/** How long the first read of the resources may take, in milliseconds. */
const syncTimeoutMs = 60_000;

interface KubernetesOptions {
  kubeconfig?: string;
  context?: string;
  verbose?: boolean;
}

/** @throws CommandError for a kubeconfig that cannot be used */
function createClient({ kubeconfig, context }: KubernetesOptions): KubeClient {
  try {
    return KubeClient.fromKubeconfig(kubeconfig, {
      context,
      userAgent: 'promenade-cli',
      maxAttempts: 2,
    });
  } catch (error) {
    // The parser quotes the file after the first line, and the file can have a token.
    const [reason] = String(
      error instanceof Error ? error.message : error,
    ).split('\n');
    throw new CommandError(
      'usage',
      `${reason}. Check --kubeconfig and --context, or KUBECONFIG`,
      error,
    );
  }
}

/** Reads the resources of the control plane, and keeps them current until the connection is closed. */
export async function connectToKubernetes(
  options: KubernetesOptions,
  terminal: Pick<Terminal, 'stderr'>,
  signal: AbortSignal,
): Promise<Connection> {
  const client = createClient(options);
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
