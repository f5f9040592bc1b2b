import type { LiveTransport, WantedTopic } from './LiveTransport';

/** Keeps what is wanted until the transport is created. */
export class PendingTransport implements LiveTransport {
  #topics: readonly WantedTopic[] = [];
  #transport?: LiveTransport;

  constructor(transport: Promise<LiveTransport>) {
    void transport.then(loaded => {
      this.#transport = loaded;
      loaded.follow(this.#topics);
    });
  }

  follow(topics: readonly WantedTopic[]): void {
    this.#topics = topics;
    this.#transport?.follow(topics);
  }

  reconnect(): void {
    this.#transport?.reconnect();
  }

  close(): void {
    this.#topics = [];
    this.#transport?.close();
  }
}
