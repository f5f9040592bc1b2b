import type { ServerResponse } from 'node:http';
import type {
  LogLine,
  LogMessage,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  beginEventStream,
  formatEvent,
  maxUnreadHeartbeats,
} from './eventFormat';

/** Lines of one message. */
const maxBatch = 200;

/** Sends a log to one client as server-sent events, as fast as the client reads. */
export class LogStream {
  readonly #response: ServerResponse;
  #unreadHeartbeats = 0;

  /** Starts the response. */
  constructor(response: ServerResponse) {
    this.#response = response;
    beginEventStream(response);
  }

  /** Resolves when the client can receive more. */
  async send(message: LogMessage): Promise<void> {
    if (this.#response.closed || this.#response.writableEnded) return;
    const { type, ...data } = message;
    const isWritable = this.#response.write(formatEvent(type, data));
    if (isWritable) return;
    await drained(this.#response);
    this.#unreadHeartbeats = 0;
  }

  /** Closes the connection of a client that does not read, so that its log is not kept open. */
  sendHeartbeat(at: string): void {
    if (!this.#response.writableNeedDrain) {
      void this.send({ type: 'heartbeat', at });
      return;
    }
    this.#unreadHeartbeats += 1;
    if (this.#unreadHeartbeats >= maxUnreadHeartbeats) this.#response.destroy();
  }

  /** Sends lines as they come, several in one message when they come at once. */
  async sendLines(lines: AsyncIterable<LogLine>): Promise<void> {
    let batch: LogLine[] = [];
    let sending: Promise<void> | undefined;
    const flush = async () => {
      // Lines that are read in one turn of the event loop are sent together.
      await new Promise<void>(resolve => {
        setImmediate(resolve);
      });
      const sent = batch;
      batch = [];
      sending = undefined;
      await this.send({ type: 'lines', lines: sent });
    };
    for await (const line of lines) {
      batch.push(line);
      sending ??= flush();
      if (batch.length >= maxBatch) await sending;
    }
    await sending;
  }

  end(reason: string, message?: string): void {
    if (this.#response.closed || this.#response.writableEnded) return;
    this.#response.end(
      formatEvent('end', message ? { reason, message } : { reason }),
    );
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const settle = () => {
      response.off('drain', settle);
      response.off('close', settle);
      resolve();
    };
    response.on('drain', settle);
    response.on('close', settle);
  });
}
