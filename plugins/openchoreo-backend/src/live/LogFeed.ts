import { setMaxListeners } from 'node:events';
import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type { LogLine } from '@promenade/backstage-plugin-openchoreo-common';
import type { Response } from 'express';
import { endAtExpiry } from './endAtExpiry';
import { endWhenDenied } from './endWhenDenied';
import { LogStream } from './LogStream';
import { StreamLimit } from './StreamLimit';

const heartbeatMs = 15_000;

/** How many logs a caller can follow at once, in all tabs. Each of them is a request to the API server of a data plane. */
const maxLogsPerCaller = 20;

/** Opens a log, which ends when the signal is aborted. */
export type OpenLog = (signal: AbortSignal) => Promise<AsyncIterable<LogLine>>;

/** How long a client may read a log. */
export interface LogPermission {
  /** Undefined for credentials that do not expire. */
  expiresAt: Date | undefined;
  /** Throws when the client does not have the permission any more. */
  check(): Promise<void>;
}

/** The logs that clients follow. */
export class LogFeed {
  readonly #onDefect: (error: Error) => void;
  readonly #closed = new AbortController();
  readonly #limit = new StreamLimit(
    maxLogsPerCaller,
    `You follow ${maxLogsPerCaller} logs already, which is the most. Stop one of them, for example in another tab, and try again`,
  );

  /** @param onDefect - receives an error of a check that is none of Backstage */
  constructor(onDefect: (error: Error) => void) {
    this.#onDefect = onDefect;
    // There is one listener for each log.
    setMaxListeners(0, this.#closed.signal);
  }

  /** Ends every log. */
  close(): void {
    this.#closed.abort();
  }

  /**
   * Sends a log until it ends, the client leaves, or it may not read the log any more. The response starts when the log is open, so that a
   * missing pod is a plain 404.
   *
   * @param caller - name of a user or service, whose logs are counted
   * @throws TooManyStreamsError, and the error of `open`
   */
  async follow(
    caller: string,
    open: OpenLog,
    response: Response,
    permission: LogPermission,
  ): Promise<void> {
    // Authorization takes time: the client may have left, and `close` is not emitted again.
    if (response.closed) return;
    const release = this.#limit.take(caller);
    try {
      await this.#send(open, response, permission);
    } finally {
      release();
    }
  }

  async #send(
    open: OpenLog,
    response: Response,
    permission: LogPermission,
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
    const stopFor = (why: string) => {
      reason = why;
      stop.abort();
    };
    const cancels = [
      endAtExpiry(permission.expiresAt, () => stopFor('credentials-expired')),
      endWhenDenied(permission.check, () => stopFor('denied'), this.#onDefect),
    ];
    try {
      await stream.sendLines(lines);
      stream.end(reason);
    } catch (error) {
      if (this.#closed.signal.aborted) reason = 'shutdown';
      if (signal.aborted) stream.end(reason);
      else stream.end('error', messageOf(error));
    } finally {
      clearInterval(heartbeat);
      cancels.forEach(cancel => cancel());
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
