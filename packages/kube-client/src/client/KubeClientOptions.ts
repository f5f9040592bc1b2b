import { Clock } from '../clock/Clock';
import { Metrics } from '../metrics/Metrics';

/**
 * How a client behaves; every value has a default that suits a controller.
 *
 * @public
 */
export interface KubeClientOptions {
  /** Says who asks, in the server's logs. Default `promenade-kube-client`. */
  userAgent?: string;
  /** Requests a second, on average. Default 50; 0 for no limit. */
  qps?: number;
  /** Requests that may be made at once before `qps` counts. Default 100. */
  burst?: number;
  /** Requests on the wire at a time, watches not counted; also the number of connections. Default 16. */
  concurrency?: number;
  /** How long to wait for an answer, in milliseconds. Default 30 000. */
  timeoutMs?: number;
  /** How often a request is sent at most, the first time included. Default 5. */
  maxAttempts?: number;
  /** The longest Retry-After that is waited for, in milliseconds. Default 30 000. */
  maxRetryWaitMs?: number;
  metrics?: Metrics;
  clock?: Clock;
}
