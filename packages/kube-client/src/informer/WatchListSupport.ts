import { ApiError } from '../client/ApiError';
import { KubeClient } from '../client/KubeClient';
import { WatchDecodeError } from '../client/openWatch';
import { Clock } from '../clock/Clock';
import { InitialEventsTimeoutError } from './InitialEvents';

/** First minor version of Kubernetes 1 with WatchList enabled by default. */
const sinceMinor = 34;
/** Time after which a server that did not support WatchList is asked again: it may have been upgraded. */
const unsupportedLifetimeMs = 30 * 60_000;

/** Status codes of servers and proxies that do not know `sendInitialEvents`. */
const unsupportedCodes = new Set([400, 405, 406, 415, 422, 501]);
/** Status codes that are not related to WatchList: credentials, missing type, expired version, rate limit. */
const unrelatedCodes = new Set([401, 404, 410, 429]);

const supportByClient = new WeakMap<KubeClient, WatchListSupport>();

/** Whether the server of a client supports WatchList. Shared by all informers of the client. */
export class WatchListSupport {
  #version?: Promise<boolean>;
  #unsupportedUntil = -Infinity;

  private constructor(private readonly client: KubeClient) {}

  static of(client: KubeClient): WatchListSupport {
    const support = supportByClient.get(client) ?? new WatchListSupport(client);
    supportByClient.set(client, support);
    return support;
  }

  /**
   * Asks for the version of the server once; a failure is not cached.
   *
   * @throws ApiError, ConnectionError
   */
  async isSupported(clock: Clock): Promise<boolean> {
    if (clock.monotonic() < this.#unsupportedUntil) {
      return false;
    }
    const version = this.#version ?? this.#hasVersion();
    this.#version = version;
    try {
      return await version;
    } catch (error) {
      this.#version = undefined;
      throw error;
    }
  }

  /** Remembers that the server did not support WatchList, whatever its version. */
  setUnsupported(clock: Clock): void {
    this.#unsupportedUntil = clock.monotonic() + unsupportedLifetimeMs;
    this.#version = undefined;
  }

  async #hasVersion(): Promise<boolean> {
    const { major, minor } = await this.client.serverVersion();
    return major > 1 || (major === 1 && minor >= sinceMinor);
  }
}

/**
 * Reports whether a streaming list failed because the server does not support it (`unsupported`) or for a reason that need not affect
 * a list request (`failed`). Undefined if a list request would fail in the same way.
 */
export function watchListFailure(
  error: Error,
): 'unsupported' | 'failed' | undefined {
  if (
    error instanceof InitialEventsTimeoutError ||
    error instanceof WatchDecodeError
  ) {
    return 'unsupported';
  }
  if (!(error instanceof ApiError) || unrelatedCodes.has(error.code)) {
    return undefined;
  }
  return unsupportedCodes.has(error.code) ? 'unsupported' : 'failed';
}
