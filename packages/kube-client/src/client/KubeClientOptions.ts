import { Clock } from '../clock/Clock';
import { Metrics } from '../metrics/Metrics';

/**
 * Options of a client. The defaults suit a controller.
 *
 * @public
 */
export interface KubeClientOptions {
  /** User agent in the logs of the server. Default `promenade-kube-client`. */
  userAgent?: string;
  /** Average number of requests per second. Default 50. 0 disables the limit. */
  qps?: number;
  /** Number of requests that may exceed `qps` at once. Default 100. */
  burst?: number;
  /** Maximum number of concurrent requests and of connections, without watches. Default 16. */
  concurrency?: number;
  /** Timeout of a request in milliseconds. Default 30 000. */
  timeoutMs?: number;
  /** Maximum number of attempts, including the first. Default 5. */
  maxAttempts?: number;
  /** Maximum Retry-After in milliseconds that is waited for. Default 30 000. */
  maxRetryWaitMs?: number;
  metrics?: Metrics;
  clock?: Clock;
}
