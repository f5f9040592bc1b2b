import type { ServerResponse } from 'node:http';
import type { BoardMessage } from '@promenade/backstage-plugin-openchoreo-common';
import {
  beginEventStream,
  formatEvent,
  maxUnreadHeartbeats,
} from './eventFormat';

/**
 * Server-sent events to one client. While the client does not read, only the last board is kept for it, so that a slow client
 * costs the memory of one board.
 */
export class EventStream {
  readonly #response: ServerResponse;
  #pendingBoard: string | undefined;
  #isBlocked = false;
  #unreadHeartbeats = 0;

  /** Starts the response. */
  constructor(response: ServerResponse) {
    this.#response = response;
    beginEventStream(response);
    response.on('drain', () => this.#drained());
  }

  send(message: BoardMessage): void {
    switch (message.type) {
      case 'board':
        this.#sendBoard(formatEvent('board', message.board));
        break;
      case 'heartbeat':
        this.#sendHeartbeat(formatEvent('heartbeat', { at: message.at }));
        break;
      default:
        this.#response.write(formatEvent('end', { reason: message.reason }));
        this.#response.end();
    }
  }

  #sendBoard(text: string): void {
    if (this.#isBlocked) this.#pendingBoard = text;
    else this.#write(text);
  }

  #sendHeartbeat(text: string): void {
    if (!this.#isBlocked) {
      this.#write(text);
      return;
    }
    this.#unreadHeartbeats += 1;
    if (this.#unreadHeartbeats >= maxUnreadHeartbeats) this.#response.destroy();
  }

  #drained(): void {
    this.#isBlocked = false;
    this.#unreadHeartbeats = 0;
    const text = this.#pendingBoard;
    this.#pendingBoard = undefined;
    if (text !== undefined) this.#write(text);
  }

  #write(text: string): void {
    this.#isBlocked = !this.#response.write(text);
  }
}
