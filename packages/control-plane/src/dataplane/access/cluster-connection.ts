import {
  ApiError,
  ConnectionError,
  type KubeClient,
  type ServerVersion,
} from '@promenade/kube-client';

/** The API server of a plane does not respond. Thrown without a request. */
class UnreachableError extends Error {}

/** Options of a {@link ClusterConnection}. */
export interface ClusterConnectionOptions {
  readonly client: KubeClient;
  /** What the cluster is, in messages. Default: data plane. */
  readonly plane?: 'data plane' | 'build plane';
  /** Time limit of a probe, in milliseconds. Default 5000. */
  readonly probeTimeoutMs?: number;
  /** Called when the API server starts or stops to respond. */
  readonly onReachabilityChange?: () => void;
}

/**
 * Sends requests to the API server of a plane. When a request gets no response, the server is probed; while it does not
 * respond to probes, no other request is sent to it, so that nothing waits for it.
 */
export class ClusterConnection {
  readonly #client: KubeClient;
  /** With a connection of its own, so that a probe does not wait for other requests. */
  readonly #probeClient: KubeClient;
  readonly #plane: string;
  readonly #onReachabilityChange: () => void;
  #probe?: Promise<ServerVersion>;
  #unreachable?: UnreachableError;
  #hasResponded = false;
  #requests = new AbortController();

  constructor({
    client,
    plane = 'data plane',
    probeTimeoutMs = 5_000,
    onReachabilityChange = () => {},
  }: ClusterConnectionOptions) {
    this.#client = client;
    this.#plane = plane;
    this.#probeClient = client.withOwnLimits({
      concurrency: 1,
      timeoutMs: probeTimeoutMs,
      maxAttempts: 1,
      qps: 0,
    });
    this.#onReachabilityChange = onReachabilityChange;
  }

  /** Whether the API server responded to the last request or probe. */
  get isReachable(): boolean {
    return this.#hasResponded && !this.#unreachable;
  }

  /** Why the API server is not reachable; undefined while it is, and before the first request. */
  get unreachableMessage(): string | undefined {
    return this.#unreachable?.message;
  }

  /**
   * Sends a request. The signal is aborted when the API server turns out to be unreachable.
   *
   * @throws UnreachableError without a request while the API server is unreachable
   */
  async send<T>(
    request: (client: KubeClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#unreachable) throw this.#unreachable;
    try {
      const result = await request(this.#client, this.#requests.signal);
      this.#hasResponded = true;
      return result;
    } catch (error) {
      this.probeAfter(error);
      if (error instanceof ApiError) this.#hasResponded = true;
      throw error;
    }
  }

  /** Probes the API server after a request or a watch has got no response. */
  probeAfter(error: unknown): void {
    if (isConnectionError(error)) this.probe().catch(() => {});
  }

  /** Requests the version of the API server, also while it is unreachable. @throws Error if it does not respond */
  probe(): Promise<ServerVersion> {
    this.#probe ??= this.#sendProbe().finally(() => {
      this.#probe = undefined;
    });
    return this.#probe;
  }

  close(): Promise<void> {
    return this.#probeClient.close();
  }

  async #sendProbe(): Promise<ServerVersion> {
    try {
      const version = await this.#probeClient.serverVersion();
      this.#setUnreachable(undefined);
      return version;
    } catch (error) {
      // Any response, also an error, shows that the server is reachable.
      this.#setUnreachable(
        isConnectionError(error)
          ? new UnreachableError(
              `The API server of the ${this.#plane} does not respond: ${
                error.message
              }`,
            )
          : undefined,
      );
      throw error;
    }
  }

  #setUnreachable(error: UnreachableError | undefined): void {
    const changed = Boolean(error) !== Boolean(this.#unreachable);
    this.#unreachable = error;
    this.#hasResponded = !error;
    if (!changed) return;
    if (error) this.#requests.abort(error);
    else this.#requests = new AbortController();
    this.#onReachabilityChange();
  }
}

function isConnectionError(error: unknown): error is Error {
  return (
    error instanceof ConnectionError ||
    (error instanceof Error && isConnectionError(error.cause))
  );
}
