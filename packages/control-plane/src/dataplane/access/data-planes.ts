import {
  keyOf,
  KubeClient,
  type KubeObject,
  type Logger,
  type Metrics,
  type ObjectKey,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { contentHash, type DataPlane } from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';
import {
  clusterAccessOf,
  isOwnCluster,
  secretKeyOf,
  type SecretKey,
} from './cluster-access';
import { CredentialSecrets } from './credential-secrets';
import { DataPlaneCluster } from './data-plane-cluster';
import {
  dataPlaneOf,
  type NoDataPlane,
} from '../../core/lookups/data-plane-of';

/** What the clusters of data planes are reached with. */
export interface DataPlanesOptions {
  /** The control plane's own cluster: for Secrets, and for data planes that name no other. */
  readonly client: KubeClient;
  readonly read: Read;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Ends every watch. */
  readonly signal: AbortSignal;
}

/** Called with an object of a Release, or a pod of one, that changed on some data plane. */
export type ChangeListener = (object: KubeObject) => void;

/** Called with the key of a data plane whose credentials changed. */
export type CredentialListener = (dataPlane: ObjectKey) => void;

const ownCluster = 'own';

/**
 * The clusters that environments live on. One client and one set of watches
 * for each distinct cluster and credentials: data planes that share them share
 * those, and changed credentials make new ones.
 */
export class DataPlanes {
  readonly #options: DataPlanesOptions;
  readonly #clusters = new Map<string, OpenCluster>();
  readonly #secrets: CredentialSecrets;
  /** The data planes whose credentials a Secret holds, by the Secret's namespace and name. */
  readonly #signedInBy = new Map<string, Map<string, ObjectKey>>();
  readonly #listeners = new Set<ChangeListener>();
  readonly #credentialListeners = new Set<CredentialListener>();

  constructor(options: DataPlanesOptions) {
    this.#options = options;
    this.#secrets = new CredentialSecrets({
      ...options,
      onChange: key => {
        const dataPlanes = this.#signedInBy.get(keyOf(key))?.values() ?? [];
        for (const dataPlane of dataPlanes) {
          for (const listener of this.#credentialListeners) listener(dataPlane);
        }
      },
    });
  }

  /** The cluster that an environment lives on, or why there is none. */
  async forEnvironment(
    organization: string,
    environmentName: string,
  ): Promise<DataPlaneCluster | NoDataPlane> {
    const found = dataPlaneOf(
      this.#options.read,
      organization,
      environmentName,
    );
    return 'reason' in found ? found : this.forDataPlane(found.dataPlane);
  }

  /** The cluster of a data plane, or why it cannot be reached. */
  async forDataPlane(
    dataPlane: DataPlane,
  ): Promise<DataPlaneCluster | NoDataPlane> {
    if (isOwnCluster(dataPlane)) {
      return this.#open(dataPlane, ownCluster, () => this.#options.client);
    }
    try {
      const key = secretKeyOf(dataPlane);
      const secret = key && (await this.#secret(key, dataPlane));
      const access = clusterAccessOf(dataPlane, secret);
      return this.#open(dataPlane, contentHash(access), () =>
        KubeClient.fromCluster(access, {
          userAgent: 'promenade-control-plane',
          // The data plane's own priority and fairness is the limit.
          qps: 0,
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

  /** @returns a function that ends it */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Tells when the credentials of a data plane that a Secret holds are other than they were.
   *
   * @returns a function that ends it
   */
  onCredentials(listener: CredentialListener): () => void {
    this.#credentialListeners.add(listener);
    return () => this.#credentialListeners.delete(listener);
  }

  #open(
    { metadata }: DataPlane,
    hash: string,
    connect: () => KubeClient,
  ): DataPlaneCluster {
    const user = `${metadata.namespace}/${metadata.name}`;
    this.#release(user, hash);
    const open = this.#clusters.get(hash) ?? this.#connect(hash, connect());
    open.users.add(user);
    return open.cluster;
  }

  #connect(hash: string, client: KubeClient): OpenCluster {
    const { signal, logger, metrics } = this.#options;
    const ended = new AbortController();
    const open: OpenCluster = {
      users: new Set(),
      cluster: new DataPlaneCluster({
        client,
        logger,
        metrics,
        signal: AbortSignal.any([signal, ended.signal]),
        onChange: object => {
          for (const listener of this.#listeners) listener(object);
        },
      }),
      close: () => {
        ended.abort();
        return hash === ownCluster ? Promise.resolve() : client.close();
      },
    };
    this.#clusters.set(hash, open);
    return open;
  }

  /** Ends what a data plane used before its credentials changed, unless another still uses it. */
  #release(user: string, except: string): void {
    for (const [hash, open] of this.#clusters) {
      if (hash === except || !open.users.delete(user)) continue;
      if (open.users.size > 0) continue;
      this.#clusters.delete(hash);
      open
        .close()
        .catch(error =>
          this.#options.logger.warn(
            `the connections to the former cluster of data plane ${user} do not close`,
            { error: String(error) },
          ),
        );
    }
  }

  /** @throws ApiError when it is not there or must not be read */
  async #secret(
    key: SecretKey,
    { metadata: { namespace, name } }: DataPlane,
  ): Promise<UnstructuredObject> {
    const users =
      this.#signedInBy.get(keyOf(key)) ?? new Map<string, ObjectKey>();
    users.set(`${namespace}/${name}`, { namespace, name });
    this.#signedInBy.set(keyOf(key), users);
    return this.#secrets.get(key);
  }
}

interface OpenCluster {
  readonly cluster: DataPlaneCluster;
  /** The data planes that use it, by namespace and name. */
  readonly users: Set<string>;
  close(): Promise<void>;
}

function invalidCredentials({ metadata }: DataPlane, why: string): NoDataPlane {
  return {
    reason: 'DataPlaneCredentialsInvalid',
    message: `DataPlane "${metadata.name}" cannot be signed in to: ${why}; correct spec.kubernetesCluster.credentials`,
  };
}
