import type { ServerResponse } from 'node:http';
import {
  beginEventStream,
  formatEvent,
  maxUnreadHeartbeats,
} from './eventFormat';

/**
 * Server-sent events to one client. While the client does not read, only the last event of each key is kept for it, so that a slow
 * client costs the memory of the answers that it follows.
 */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #pending = new Map<string, string>();
  #isBlocked = false;
  #unreadHeartbeats = 0;

  /** Starts the response. */
  constructor(response: ServerResponse) {
    this.#response = response;
    beginEventStream(response);
    response.on('drain', () => this.#drained());
  }

  /** @param key - a later event of the same key makes this one obsolete */
  send(key: string, event: string, data: object): void {
    if (this.#isEnded) return;
    const text = formatEvent(event, data);
    if (this.#isBlocked) this.#pending.set(key, text);
    else this.#write(text);
  }

  /** Closes the connection of a client that does not read. */
  sendHeartbeat(at: string): void {
    if (this.#isEnded) return;
    if (!this.#isBlocked) {
      this.#write(formatEvent('heartbeat', { at }));
      return;
    }
    this.#unreadHeartbeats += 1;
    if (this.#unreadHeartbeats >= maxUnreadHeartbeats) this.#response.destroy();
  }

  /** A client that does not read is not waited for. */
  end(reason: string): void {
    if (this.#isEnded) return;
    if (this.#isBlocked) this.#response.destroy();
    else this.#response.end(formatEvent('end', { reason }));
  }

  get #isEnded(): boolean {
    return this.#response.closed || this.#response.writableEnded;
  }

  #drained(): void {
    this.#isBlocked = false;
    this.#unreadHeartbeats = 0;
    for (const [key, text] of this.#pending) {
      if (this.#isBlocked) return;
      this.#pending.delete(key);
      this.#write(text);
    }
  }

  #write(text: string): void {
    this.#isBlocked = !this.#response.write(text);
  }
}
