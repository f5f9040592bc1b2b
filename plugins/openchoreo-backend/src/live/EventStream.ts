import type { ServerResponse } from 'node:http';
import type { BoardMessage } from '@promenade/backstage-plugin-openchoreo-common';

/** How many signs of life a client may leave unread before it is let go. */
const patience = 4;

/**
 * Server-sent events to one client. A client that reads slowly is spared what it would be too late for: of the boards that it
 * has not taken yet it gets the last one only.
 */
export class EventStream {
  readonly #response: ServerResponse;
  #waiting: string | undefined;
  #isClogged = false;
  #missedBeats = 0;

  /** Answers the request with a stream. */
  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      // `no-transform` keeps proxies and compression from holding events back.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
      Connection: 'keep-alive',
    });
    response.flushHeaders();
    response.on('drain', () => this.#drained());
  }

  send(message: BoardMessage): void {
    switch (message.type) {
      case 'board':
        this.#board(eventText('board', message.board));
        break;
      case 'heartbeat':
        this.#heartbeat(eventText('heartbeat', { at: message.at }));
        break;
      default:
        this.#response.write(eventText('end', { reason: message.reason }));
        this.#response.end();
    }
  }

  #board(text: string): void {
    if (this.#isClogged) this.#waiting = text;
    else this.#write(text);
  }

  #heartbeat(text: string): void {
    if (!this.#isClogged) {
      this.#write(text);
      return;
    }
    this.#missedBeats += 1;
    if (this.#missedBeats >= patience) this.#response.destroy();
  }

  #drained(): void {
    this.#isClogged = false;
    this.#missedBeats = 0;
    const text = this.#waiting;
    this.#waiting = undefined;
    if (text !== undefined) this.#write(text);
  }

  #write(text: string): void {
    this.#isClogged = !this.#response.write(text);
  }
}

function eventText(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
