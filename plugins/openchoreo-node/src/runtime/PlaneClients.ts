import { createHash } from 'node:crypto';
import {
  NotAllowedError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  isForbidden,
  isNotFound,
  KubeClient,
  type KubeObject,
  type ResourceType,
} from '@promenade/kube-client';
import type { RemoteCluster, RuntimeCluster } from '../domain/RuntimeSnapshot';

const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

/** Time for which credentials are used before their Secret is read again, in milliseconds. */
const credentialsLifetimeMs = 60_000;

/** One slow plane must not use up the connections or the patience of the portal. */
const limits = {
  userAgent: 'promenade-backstage',
  timeoutMs: 10_000,
  maxAttempts: 2,
};

interface OpenClient {
  client: KubeClient;
  /** Hash of the address and the credentials. */
  hash: string;
  /** When the credentials are to be read again, in milliseconds of the monotonic clock. */
  until: number;
}

/**
 * The clients for the data planes and build planes of a control plane. Requests to one of them do not wait for those to another, or
 * for those of the cache.
 */
export class PlaneClients {
  readonly #client: KubeClient;
  readonly #remote = new Map<string, OpenClient>();
  #local?: KubeClient;

  /** @param client - that of the control plane, with which Secrets are read */
  constructor(client: KubeClient, signal: AbortSignal) {
    this.#client = client;
    signal.addEventListener('abort', () => this.#close());
  }

  /** @throws NotAllowedError, ServiceUnavailableError with the remedy */
  async clientFor(cluster: RuntimeCluster): Promise<KubeClient> {
    if (cluster.type === 'local') {
      this.#local ??= this.#client.withOwnLimits(limits);
      return this.#local;
    }
    const open = this.#remote.get(keyOf(cluster));
    const now = performance.now();
    if (open && open.until > now) return open.client;
    const secret = await this.#secret(cluster);
    return this.#open(cluster, secret, now + credentialsLifetimeMs);
  }

  #open(
    cluster: RemoteCluster,
    secret: KubeObject | undefined,
    until: number,
  ): KubeClient {
    const access = this.#access(cluster, secret);
    const hash = createHash('sha256')
      .update(JSON.stringify(access))
      .digest('hex');
    const open = this.#remote.get(keyOf(cluster));
    if (open?.hash === hash) {
      open.until = until;
      return open.client;
    }
    const client = KubeClient.fromCluster(access, limits);
    this.#remote.set(keyOf(cluster), { client, hash, until });
    // What still uses former credentials ends: they may have been withdrawn.
    void open?.client.close();
    return client;
  }

  /** @throws ServiceUnavailableError when there are no credentials, or no more: what still uses former ones ends */
  #access(cluster: RemoteCluster, secret: KubeObject | undefined) {
    try {
      return cluster.access(secret);
    } catch (error) {
      void this.#remote.get(keyOf(cluster))?.client.close();
      this.#remote.delete(keyOf(cluster));
      throw new ServiceUnavailableError(toError(error).message);
    }
  }

  async #secret({
    secret: key,
    plane,
    name,
  }: RemoteCluster): Promise<KubeObject | undefined> {
    if (!key) return undefined;
    try {
      return await this.#client.get(secretType, key);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (isForbidden(error)) {
        throw new NotAllowedError(
          `The Kubernetes account of the backend may not read the Secret ${key.namespace}/${key.name} of the ${plane} ${name}. Ask the platform team to set readerSecretRef of the ${plane}, and to grant the account to get that Secret`,
          error,
        );
      }
      // Without the cause, which has the address of the control plane.
      throw new ServiceUnavailableError(
        `The Secret ${key.namespace}/${key.name} of the ${plane} ${name} cannot be read. Try again later`,
      );
    }
  }

  #close(): void {
    void this.#local?.close();
    for (const { client } of this.#remote.values()) void client.close();
    this.#remote.clear();
  }
}

function keyOf({ plane, name }: RemoteCluster): string {
  return `${plane} ${name}`;
}
