import {
  keyOf,
  KubeClient,
  type KubeObject,
  type Logger,
  type Metrics,
  type ObjectKey,
} from '@promenade/kube-client';
import {
  contentHash,
  dataPlaneKind,
  isLocalCluster,
  type DataPlane,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';
import { DataPlaneCluster } from './data-plane-cluster';
import { PlaneCredentials } from './plane-credentials';
import type { PullSecret } from './pull-secret';
import {
  apiServerUrl,
  type NoDataPlane,
} from '../../core/lookups/find-data-plane';
import { invalidObjectError } from '../../runtime/validation';
import { sharedOrganization } from '../../core/lookups/shared-resource';

/** Options of {@link DataPlanes}. */
export interface DataPlanesOptions {
  /** The cluster of the control plane: for Secrets with credentials, and for data planes that name no cluster. */
  readonly client: KubeClient;
  readonly read: Read;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Ends all watches and connections. */
  readonly signal: AbortSignal;
  /** Time limit of a request to a data plane, in milliseconds. Default 10 000. */
  readonly requestTimeoutMs?: number;
  /** Time limit of a probe, in milliseconds. Default 5000. */
  readonly probeTimeoutMs?: number;
}

/** Called with an object of a Release, a pod of one, or a Secret that changed on a data plane. */
export type ChangeListener = (object: KubeObject) => void;

/** Called with the key of a data plane whose credentials changed, or whose API server started or stopped to respond. */
export type DataPlaneListener = (dataPlane: ObjectKey) => void;

const localCluster = 'local';

/**
 * The clusters of data planes. Data planes with the same cluster and credentials share a client and its watches; changed
 * credentials create new ones.
 */
export class DataPlanes {
  readonly #options: DataPlanesOptions;
  readonly #clusters = new Map<string, OpenCluster>();
  readonly #credentials: PlaneCredentials;
  readonly #listeners = new Set<ChangeListener>();
  readonly #dataPlaneListeners = new Set<DataPlaneListener>();

  constructor(options: DataPlanesOptions) {
    this.#options = options;
    this.#credentials = new PlaneCredentials({
      ...options,
      onChange: dataPlane => this.#notify(dataPlane),
    });
    options.signal.addEventListener('abort', () => {
      for (const open of this.#clusters.values()) this.#close(open);
    });
  }

  /**
   * Returns the cluster that a Release was applied to, or why it cannot be used. If the data plane has another API server by
   * now, that is the former cluster, which is available in the process that used it: the present credentials must not be
   * sent to an address from a status.
   */
  async forTarget(
    organization: string,
    { dataPlane: key, apiServerURL }: ReleaseTarget,
  ): Promise<DataPlaneCluster | NoDataPlane> {
    const { read } = this.#options;
    const label = `DataPlane "${keyOf(key)}"`;
    const notFound = (message: string): NoDataPlane => ({
      reason: 'DataPlaneNotFound',
      message,
    });
    if (![organization, sharedOrganization].includes(key.namespace)) {
      return notFound(`${label}, which has the objects, not found`);
    }
    const dataPlane = read.get(dataPlaneKind, key);
    if (dataPlane && apiServerUrl(dataPlane) === apiServerURL) {
      return this.forDataPlane(dataPlane);
    }
    const user = keyOf(key);
    for (const { users, cluster, server } of this.#clusters.values()) {
      // A malformed DataPlane keeps the cluster that it had.
      const isOpen = users.has(user) && server === apiServerURL;
      if (isOpen || users.has(formerUser(user, apiServerURL))) return cluster;
    }
    return notFound(
      dataPlane
        ? `${label} no longer uses the API server "${apiServerURL}", which has the objects; restore it until they are deleted`
        : invalidObjectError(read, dataPlaneKind, key) ??
            `${label}, which has the objects, not found`,
    );
  }

  /** Closes the connections to a former cluster of a data plane. */
  closeFormer({ dataPlane, apiServerURL }: ReleaseTarget): void {
    this.#closeUnused(formerUser(keyOf(dataPlane), apiServerURL));
  }

  /** Returns the cluster of a data plane, or why it cannot be used. */
  async forDataPlane(
    dataPlane: DataPlane,
  ): Promise<DataPlaneCluster | NoDataPlane> {
    if (isLocalCluster(dataPlane)) {
      return this.#open(dataPlane, localCluster, () => this.#options.client);
    }
    try {
      const access = await this.#credentials.accessOf(dataPlane);
      return this.#open(dataPlane, contentHash(access), () =>
        KubeClient.fromCluster(access, {
          userAgent: 'promenade-control-plane',
          // API priority and fairness of the data plane limits the requests.
          qps: 0,
          timeoutMs: this.#options.requestTimeoutMs ?? 10_000,
          maxAttempts: 2,
          metrics: this.#options.metrics,
        }),
      );
    } catch (error) {
      return invalidCredentials(
        dataPlane,
        error instanceof Error ? error.message : String(error),
      );
    }
  }

  /**
   * Returns the credentials of the registry of a data plane. Listeners of data planes are called when they change.
   *
   * @throws Error that says what to do, if the Secret cannot be used
   */
  async registrySecretOf(dataPlane: DataPlane): Promise<PullSecret> {
    try {
      return await this.#credentials.registrySecretOf(dataPlane);
    } catch (error) {
      throw new Error(
        `DataPlane "${dataPlane.metadata.name}" spec.registry.secretRef: ${
          error instanceof Error ? error.message : String(error)
        }`,
        { cause: error },
      );
    }
  }

  /** @returns a function that removes the listener */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns a function that removes the listener */
  onDataPlaneChange(listener: DataPlaneListener): () => void {
    this.#dataPlaneListeners.add(listener);
    return () => this.#dataPlaneListeners.delete(listener);
  }

  /** Closes the connections of a deleted data plane, unless another data plane uses them. */
  close(dataPlane: ObjectKey): void {
    const key = keyOf(dataPlane);
    for (const { users } of [...this.#clusters.values()]) {
      for (const [user, of] of [...users]) {
        if (keyOf(of) === key) this.#closeUnused(user);
      }
    }
    this.#credentials.forget(dataPlane);
  }

  #notify(dataPlane: ObjectKey): void {
    for (const listener of this.#dataPlaneListeners) listener(dataPlane);
  }

  #open(
    dataPlane: DataPlane,
    hash: string,
    connect: () => KubeClient,
  ): DataPlaneCluster {
    const { namespace, name } = dataPlane.metadata;
    const user = keyOf(dataPlane.metadata);
    const server = apiServerUrl(dataPlane);
    for (const [otherHash, other] of this.#clusters) {
      if (otherHash === hash || !other.users.has(user)) continue;
      // Releases are deleted from a former cluster before they are applied to the new one. Former credentials are kept until
      // others work, because the URL may change after the credentials.
      const former = formerUser(user, other.server);
      const isReplaced = [...this.#clusters.values()].some(({ users }) =>
        users.has(former),
      );
      if (
        !isReplaced &&
        (other.server !== server || other.cluster.connection.isReachable)
      ) {
        other.users.set(former, { namespace, name });
      }
    }
    this.#closeUnused(user, hash);
    const open =
      this.#clusters.get(hash) ?? this.#connect(hash, server, connect());
    open.users.delete(formerUser(user, server));
    open.users.set(user, { namespace, name });
    if (open.cluster.connection.isReachable) {
      this.#closeUnused(formerUser(user, server));
    }
    return open.cluster;
  }

  #connect(hash: string, server: string, client: KubeClient): OpenCluster {
    const { signal, logger, metrics, probeTimeoutMs } = this.#options;
    const ended = new AbortController();
    const open: OpenCluster = {
      server,
      users: new Map(),
      cluster: new DataPlaneCluster({
        client,
        logger,
        metrics,
        signal: AbortSignal.any([signal, ended.signal]),
        onChange: object => {
          for (const listener of this.#listeners) listener(object);
        },
        onReachabilityChange: () => {
          for (const key of open.users.values()) this.#notify(key);
        },
        probeTimeoutMs,
      }),
      async close() {
        ended.abort();
        await open.cluster.connection.close();
        if (hash !== localCluster) await client.close();
      },
    };
    this.#clusters.set(hash, open);
    return open;
  }

  /** Closes the cluster that a data plane used before, unless another data plane uses it. */
  #closeUnused(user: string, except?: string): void {
    for (const [hash, open] of this.#clusters) {
      if (hash === except || !open.users.delete(user)) continue;
      if (open.users.size > 0) continue;
      this.#clusters.delete(hash);
      this.#close(open);
    }
  }

  #close(open: OpenCluster): void {
    open.close().catch(error =>
      this.#options.logger.warn('cannot close connections to a data plane', {
        error: String(error),
      }),
    );
  }
}

interface OpenCluster {
  readonly cluster: DataPlaneCluster;
  /** URL of the API server; empty for the cluster of the control plane. */
  readonly server: string;
  /** The data planes that use it, or used it before their API server changed. */
  readonly users: Map<string, ObjectKey>;
  close(): Promise<void>;
}

/** Marks a cluster that a data plane used before its API server changed. */
function formerUser(dataPlane: string, apiServerURL: string): string {
  return `${dataPlane} ${apiServerURL}`;
}

function invalidCredentials(
  { metadata }: DataPlane,
  cause: string,
): NoDataPlane {
  return {
    reason: 'DataPlaneCredentialsInvalid',
    message: `DataPlane "${metadata.name}" has invalid credentials: ${cause}; correct spec.kubernetesCluster.credentials`,
  };
}
