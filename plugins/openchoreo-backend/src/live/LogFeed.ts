import { setMaxListeners } from 'node:events';
import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type { LogLine } from '@promenade/backstage-plugin-openchoreo-common';
import type { Response } from 'express';
import { endAtExpiry } from './endAtExpiry';
import { LogStream } from './LogStream';

const heartbeatMs = 15_000;

/** How many logs a caller can follow at once, in all tabs. Each of them is a request to the API server of a data plane. */
const maxLogsPerCaller = 20;

/** The caller follows too many logs. Backstage responds with the status code. */
class TooManyLogsError extends Error {
  override readonly name = 'TooManyLogsError';
  readonly statusCode = 429;

  constructor() {
    super(
      `You follow ${maxLogsPerCaller} logs already, which is the most. Stop one of them, for example in another tab, and try again`,
    );
  }
}

/** Opens a log, which ends when the signal is aborted. */
export type OpenLog = (signal: AbortSignal) => Promise<AsyncIterable<LogLine>>;

/** The logs that clients follow. */
export class LogFeed {
  readonly #closed = new AbortController();
  /** The number of logs that each caller follows. */
  readonly #counts = new Map<string, number>();

  constructor() {
    // There is one listener for each log.
    setMaxListeners(0, this.#closed.signal);
  }

  /** Ends every log. */
  close(): void {
    this.#closed.abort();
  }

  /**
   * Sends a log until it ends, the client leaves or its credentials expire. The response starts when the log is open, so that a
   * missing pod is a plain 404.
   *
   * @param caller - name of a user or service, whose logs are counted
   * @throws TooManyLogsError, and the error of `open`
   */
  async follow(
    caller: string,
    open: OpenLog,
    response: Response,
    expiresAt: Date | undefined,
  ): Promise<void> {
    // Authorization takes time: the client may have left, and `close` is not emitted again.
    if (response.closed) return;
    const count = this.#counts.get(caller) ?? 0;
    if (count >= maxLogsPerCaller) throw new TooManyLogsError();
    this.#counts.set(caller, count + 1);
    try {
      await this.#send(open, response, expiresAt);
    } finally {
      const left = (this.#counts.get(caller) ?? 1) - 1;
      if (left > 0) this.#counts.set(caller, left);
      else this.#counts.delete(caller);
    }
  }

  async #send(
    open: OpenLog,
    response: Response,
    expiresAt: Date | undefined,
  ): Promise<void> {
    const stop = new AbortController();
    response.on('close', () => stop.abort());
    const signal = AbortSignal.any([stop.signal, this.#closed.signal]);
    let reason = 'exited';
    const lines = await open(signal);
    const stream = new LogStream(response);
    const heartbeat = setInterval(
      () => stream.sendHeartbeat(new Date().toISOString()),
      heartbeatMs,
    );
    heartbeat.unref();
    const cancelExpiry = endAtExpiry(expiresAt, () => {
      reason = 'credentials-expired';
      stop.abort();
    });
    try {
      await stream.sendLines(lines);
      stream.end(reason);
    } catch (error) {
      if (this.#closed.signal.aborted) reason = 'shutdown';
      if (signal.aborted) stream.end(reason);
      else stream.end('error', messageOf(error));
    } finally {
      clearInterval(heartbeat);
      cancelExpiry();
      stop.abort();
    }
  }
}

/** The messages of errors that the runtime throws are for people. */
function messageOf(error: unknown): string {
  return error instanceof Error &&
    isErrorNamed(error, 'ServiceUnavailableError')
    ? error.message
    : 'The log was interrupted';
}
