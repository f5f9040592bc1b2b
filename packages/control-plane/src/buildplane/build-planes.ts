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
  isLocalCluster,
  type BuildPlane,
} from '@promenade/openchoreo-model';
import { PlaneCredentials } from '../dataplane/access/plane-credentials';
import { BuildCluster } from './build-cluster';

/** Options of {@link BuildPlanes}. */
export interface BuildPlanesOptions {
  /** The cluster of the control plane: for Secrets with credentials, and for build planes that name no cluster. */
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Ends all watches and connections. */
  readonly signal: AbortSignal;
  /** Time limit of a request to a build plane, in milliseconds. Default 10 000. */
  readonly requestTimeoutMs?: number;
  /** Time limit of a probe, in milliseconds. Default 5000. */
  readonly probeTimeoutMs?: number;
}

/** Called with the metadata of a build's Workflow after the Workflow was added, changed or deleted. */
export type WorkflowListener = (workflow: KubeObject) => void;

/** Called with the key of a build plane whose credentials changed, or whose API server started or stopped to respond. */
export type BuildPlaneListener = (buildPlane: ObjectKey) => void;

/** The clusters of build planes. Changed credentials open a new connection. */
export class BuildPlanes {
  readonly #options: BuildPlanesOptions;
  readonly #credentials: PlaneCredentials;
  readonly #clusters = new Map<string, OpenCluster>();
  readonly #workflowListeners = new Set<WorkflowListener>();
  readonly #buildPlaneListeners = new Set<BuildPlaneListener>();

  constructor(options: BuildPlanesOptions) {
    this.#options = options;
    this.#credentials = new PlaneCredentials({
      ...options,
      onChange: key => this.#notify(key),
    });
    options.signal.addEventListener('abort', () => {
      for (const open of this.#clusters.values()) this.#close(open);
    });
  }

  /** Returns the cluster of a build plane. @throws Error if its credentials are invalid */
  async clusterOf(buildPlane: BuildPlane): Promise<BuildCluster> {
    const { client, metrics, requestTimeoutMs = 10_000 } = this.#options;
    if (isLocalCluster(buildPlane)) {
      return this.#open(buildPlane, 'local', () => client);
    }
    const access = await this.#credentials.accessOf(buildPlane);
    return this.#open(buildPlane, contentHash(access), () =>
      KubeClient.fromCluster(access, {
        userAgent: 'promenade-control-plane',
        timeoutMs: requestTimeoutMs,
        maxAttempts: 2,
        metrics,
      }),
    );
  }

  onWorkflowChange(listener: WorkflowListener): void {
    this.#workflowListeners.add(listener);
  }

  onBuildPlaneChange(listener: BuildPlaneListener): void {
    this.#buildPlaneListeners.add(listener);
  }

  /** Closes the connections of a deleted build plane. */
  close(buildPlane: ObjectKey): void {
    const open = this.#clusters.get(keyOf(buildPlane));
    this.#clusters.delete(keyOf(buildPlane));
    if (open) this.#close(open);
    this.#credentials.forget(buildPlane);
  }

  #notify(buildPlane: ObjectKey): void {
    for (const listener of this.#buildPlaneListeners) listener(buildPlane);
  }

  #open(
    { metadata: { namespace, name } }: BuildPlane,
    hash: string,
    connect: () => KubeClient,
  ): BuildCluster {
    const key = { namespace, name };
    const before = this.#clusters.get(keyOf(key));
    if (before?.hash === hash) return before.cluster;
    if (before) this.#close(before);
    const ended = new AbortController();
    const client = connect();
    const cluster = new BuildCluster({
      ...this.#options,
      client,
      signal: AbortSignal.any([this.#options.signal, ended.signal]),
      onWorkflowChange: workflow => {
        for (const listener of this.#workflowListeners) listener(workflow);
      },
      onReachabilityChange: () => this.#notify(key),
    });
    this.#clusters.set(keyOf(key), {
      hash,
      cluster,
      async close() {
        ended.abort();
        await cluster.connection.close();
        if (hash !== 'local') await client.close();
      },
    });
    return cluster;
  }

  #close(open: OpenCluster): void {
    open.close().catch(error =>
      this.#options.logger.warn('cannot close connections to a build plane', {
        error: String(error),
      }),
    );
  }
}

interface OpenCluster {
  /** Of the credentials; `local` for the cluster of the control plane. */
  readonly hash: string;
  readonly cluster: BuildCluster;
  close(): Promise<void>;
}
