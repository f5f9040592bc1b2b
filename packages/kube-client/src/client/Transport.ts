import { Readable } from 'node:stream';
import { Dispatcher } from 'undici';
import { Clock } from '../clock/Clock';
import { sleep } from '../async/abortable';
import { codeOf, messageOf } from '../logging/errors';
import { Metrics } from '../metrics/Metrics';
import { LinkedAbort } from '../async/LinkedAbort';
import { ApiError, ConnectionError } from './ApiError';
import { ApiRequest, isIdempotent, labelOf } from './ApiRequest';
import { Credentials } from './Credentials';
import { DispatcherCache, Dispatchers } from './DispatcherCache';
import { parseRetryAfter, retryDelay } from './retryDelay';
import { Semaphore } from './Semaphore';
import { statusOfResponse } from './Status';
import { TokenBucket } from './TokenBucket';

export interface TransportOptions {
  userAgent: string;
  qps: number;
  burst: number;
  concurrency: number;
  timeoutMs: number;
  maxAttempts: number;
  maxRetryWaitMs: number;
  clock: Clock;
  metrics: Metrics;
}

type Response = Dispatcher.ResponseData;

const success = (code: number) => code >= 200 && code < 300;

/**
 * Sends requests to one API server, with authentication, rate limit, concurrency limit, time-out, retries and metrics. Converts every
 * failure to an {@link ApiError} or a {@link ConnectionError}.
 */
export class Transport {
  readonly #credentials: Credentials;
  readonly #options: TransportOptions;
  readonly #dispatchers: DispatcherCache;
  readonly #rateLimiter: TokenBucket;
  readonly #slots: Semaphore;

  constructor(credentials: Credentials, options: TransportOptions) {
    this.#credentials = credentials;
    this.#options = options;
    this.#dispatchers = new DispatcherCache({
      connectTimeoutMs: options.timeoutMs,
      connections: options.concurrency,
    });
    this.#rateLimiter = new TokenBucket(
      options.qps,
      options.burst,
      options.clock,
    );
    this.#slots = new Semaphore(options.concurrency);
  }

  /** The host of the API server, for messages and metrics. */
  get #host(): string {
    try {
      return new URL(this.#credentials.server).host;
    } catch {
      return 'unknown host';
    }
  }

  /**
   * Sends a request and returns the JSON of the response. Retries if {@link retryDelay} allows it.
   *
   * @throws ApiError for an error response, ConnectionError without a valid response, the reason of the signal if aborted
   */
  async send(request: ApiRequest): Promise<unknown> {
    const { method, signal } = request;
    const idempotent = isIdempotent(request);
    const { maxAttempts, maxRetryWaitMs, clock, metrics } = this.#options;
    let refreshed = false;
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await this.#sendOnce(request);
      } catch (error) {
        if (isUnauthorizedError(error) && !refreshed) {
          refreshed = true;
          this.#credentials.refresh();
          continue;
        }
        const delay = retryDelay(
          { method, idempotent, attempts, error },
          { maxAttempts, maxWaitMs: maxRetryWaitMs },
        );
        if (delay === undefined) {
          throw error;
        }
        metrics.add('rest_client_request_retries_total', {
          code: retryLabel(error),
          verb: method,
          host: this.#host,
        });
        await sleep(clock, delay, signal);
      }
    }
  }

  /**
   * Opens a streaming response. It is not retried, because the caller must choose the resource version. Ends when the signal is
   * aborted.
   */
  async stream(
    request: ApiRequest & { signal: AbortSignal },
  ): Promise<Readable> {
    await this.#waitForRateLimiter(request);
    const abort = new LinkedAbort(request.signal);
    try {
      const { body } = await this.#withTimeout(request, abort, () =>
        this.#dispatch('watches', request, abort.signal),
      );
      body.once('close', () => abort.unlink());
      return body;
    } catch (error) {
      abort.unlink();
      if (isUnauthorizedError(error)) {
        this.#credentials.refresh();
      }
      throw error;
    }
  }

  /** Closes all connections, with running requests and watches. */
  close(): Promise<void> {
    return this.#dispatchers.destroy();
  }

  async #sendOnce(request: ApiRequest): Promise<unknown> {
    await this.#waitForRateLimiter(request);
    const release = await this.#slots.acquire(request.signal);
    const abort = new LinkedAbort(request.signal);
    const started = this.#options.clock.monotonic();
    try {
      const text = await this.#withTimeout(request, abort, async () => {
        const { body } = await this.#dispatch('calls', request, abort.signal);
        return body.text();
      });
      return parseBody(request, text);
    } finally {
      abort.unlink();
      release();
      this.#options.metrics.observe(
        'rest_client_request_duration_seconds',
        { verb: request.method, host: this.#host },
        (this.#options.clock.monotonic() - started) / 1000,
      );
    }
  }

  async #waitForRateLimiter({ method, signal }: ApiRequest): Promise<void> {
    const { clock, metrics } = this.#options;
    const started = clock.monotonic();
    await this.#rateLimiter.take(signal);
    metrics.observe(
      'rest_client_rate_limiter_duration_seconds',
      { verb: method, host: this.#host },
      (clock.monotonic() - started) / 1000,
    );
  }

  /** Runs `work` with the time-out of the request. */
  async #withTimeout<T>(
    request: ApiRequest,
    abort: LinkedAbort,
    work: () => Promise<T>,
  ): Promise<T> {
    const limit = request.timeoutMs ?? this.#options.timeoutMs;
    let timedOut = false;
    const cancel = this.#options.clock.after(limit, () => {
      timedOut = true;
      abort.abort();
    });
    try {
      return await work();
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof ApiError) {
        throw error;
      }
      const failure = timedOut
        ? new ConnectionError(
            labelOf(request),
            'TIMEOUT',
            `${labelOf(request)} on ${
              this.#host
            }: no response within ${limit} ms`,
            { cause: error },
          )
        : connectionError(request, this.#host, error);
      this.#count(request, '<error>');
      throw failure;
    } finally {
      cancel();
    }
  }

  async #dispatch(
    pool: keyof Dispatchers,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<Response> {
    const signature = await this.#credentials.sign();
    const server = new URL(this.#credentials.server);
    const response = await this.#dispatchers.for(signature)[pool].request({
      origin: server.origin,
      path: server.pathname.replace(/\/+$/, '') + request.path,
      method: request.method,
      headers: {
        accept: request.accept ?? 'application/json',
        'user-agent': this.#options.userAgent,
        ...(request.body === undefined
          ? {}
          : { 'content-type': request.contentType ?? 'application/json' }),
        ...signature.headers,
        ...request.headers,
      },
      body:
        request.body === undefined ? undefined : JSON.stringify(request.body),
      signal,
    });
    this.#count(request, String(response.statusCode));
    await this.#throwOnFailure(request, response);
    return response;
  }

  async #throwOnFailure(
    request: ApiRequest,
    response: Response,
  ): Promise<void> {
    const { statusCode, headers, body } = response;
    if (success(statusCode)) {
      return;
    }
    const retryAfter = headers['retry-after'];
    throw new ApiError(
      statusOfResponse(statusCode, await body.text()),
      labelOf(request),
      parseRetryAfter(
        Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
        this.#options.clock.now(),
      ),
    );
  }

  #count({ method }: ApiRequest, code: string): void {
    this.#options.metrics.add('rest_client_requests_total', {
      code,
      method,
      host: this.#host,
    });
  }
}

function isUnauthorizedError(error: unknown): boolean {
  return error instanceof ApiError && error.code === 401;
}

function retryLabel(error: unknown): string {
  return error instanceof ApiError ? String(error.code) : '<error>';
}

function parseBody(request: ApiRequest, text: string): unknown {
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConnectionError(
      labelOf(request),
      'UNREADABLE',
      `${labelOf(request)}: the response is not JSON: ${text.slice(0, 200)}`,
      { cause: error },
    );
  }
}

function connectionError(
  request: ApiRequest,
  host: string,
  error: unknown,
): ConnectionError {
  return new ConnectionError(
    labelOf(request),
    codeOf(error),
    `${labelOf(request)} on ${host} failed: ${messageOf(error)}`,
    { cause: error },
  );
}
