import { ApiError, ConnectionError } from './ApiError';

/** A failed request. */
export interface FailedAttempt {
  method: string;
  /** Whether the request is idempotent. */
  idempotent: boolean;
  /** Number of attempts, including this one. */
  attempts: number;
  error: unknown;
}

export interface RetryLimits {
  maxAttempts: number;
  /** Maximum Retry-After. For a longer one the error is returned to the caller. */
  maxWaitMs: number;
}

const initialBackoffMs = 100;

/** Codes of connections that failed or were lost, without errors that a retry does not fix (TLS, credentials). */
const lostConnectionCodes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * Returns the delay before the next attempt in milliseconds, or undefined if the request must not be retried.
 *
 * After a 429 every request is retried, because it was not processed. After a 5xx only idempotent requests with Retry-After are
 * retried. After a lost connection only GET is retried, because the request may have been processed.
 */
export function retryDelay(
  { method, idempotent, attempts, error }: FailedAttempt,
  { maxAttempts, maxWaitMs }: RetryLimits,
): number | undefined {
  if (attempts >= maxAttempts) {
    return undefined;
  }
  const backoff = initialBackoffMs * 2 ** (attempts - 1);
  if (error instanceof ConnectionError) {
    const lost = lostConnectionCodes.has(error.code);
    return method === 'GET' && lost ? backoff : undefined;
  }
  if (!(error instanceof ApiError)) {
    return undefined;
  }
  const wait = error.retryAfterMs;
  const canRetry =
    error.code === 429 ||
    (error.code >= 500 && idempotent && wait !== undefined);
  if (!canRetry || (wait ?? 0) > maxWaitMs) {
    return undefined;
  }
  return Math.max(wait ?? 0, backoff);
}

/** Parses a Retry-After header (seconds or a date) to milliseconds. */
export function parseRetryAfter(
  value: string | undefined,
  nowMs: number,
): number | undefined {
  if (!value) {
    return undefined;
  }
  const seconds = Number(value);
  if (Number.isFinite(seconds)) {
    return Math.max(0, seconds * 1000);
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
