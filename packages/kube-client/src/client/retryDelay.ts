import { ApiError, ConnectionError } from './ApiError';

/** What is known when a request has failed. */
export interface FailedAttempt {
  method: string;
  /** Whether doing it twice is the same as doing it once. */
  idempotent: boolean;
  /** How often it was tried, this time included. */
  attempts: number;
  error: unknown;
}

export interface RetryLimits {
  maxAttempts: number;
  /** A server that asks for a longer wait is not waited for: the caller is told. */
  maxWaitMs: number;
}

const firstBackoffMs = 100;

/** Connections that could not be had or were lost, as opposed to those that were refused for a reason (TLS, credentials). */
const lostConnection = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * How long to wait before trying again, in milliseconds; undefined when the error is the caller's.
 *
 * A 429 was refused before anything was done, so any call may be repeated. A 5xx is repeated only where the server says when
 * (Retry-After) and twice is as good as once. A lost connection tells nothing about what was done: only reads are repeated.
 */
export function retryDelay(
  { method, idempotent, attempts, error }: FailedAttempt,
  { maxAttempts, maxWaitMs }: RetryLimits,
): number | undefined {
  if (attempts >= maxAttempts) {
    return undefined;
  }
  const backoff = firstBackoffMs * 2 ** (attempts - 1);
  if (error instanceof ConnectionError) {
    const lost = lostConnection.has(error.code);
    return method === 'GET' && lost ? backoff : undefined;
  }
  if (!(error instanceof ApiError)) {
    return undefined;
  }
  const wait = error.retryAfterMs;
  const worthIt =
    error.code === 429 ||
    (error.code >= 500 && idempotent && wait !== undefined);
  if (!worthIt || (wait ?? 0) > maxWaitMs) {
    return undefined;
  }
  return Math.max(wait ?? 0, backoff);
}

/** A Retry-After header in milliseconds: seconds, or a date. */
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
