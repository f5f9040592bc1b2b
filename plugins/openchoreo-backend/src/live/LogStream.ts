import type { ServerResponse } from 'node:http';
import type {
  LogLine,
  LogMessage,
} from '@promenade/backstage-plugin-openchoreo-common';
import { beginEventStream, formatEvent } from './eventFormat';

/** Lines of one message. */
const maxBatch = 200;

/** Sends a log to one client as server-sent events, as fast as the client reads. */
export class LogStream {
  readonly #response: ServerResponse;

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
    if (!isWritable) await drained(this.#response);
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
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
