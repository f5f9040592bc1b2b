import { BrowserTab, type BrowserTabOptions } from './BrowserTab';
import type { LiveTransport, WantedTopic } from './LiveTransport';

/** Receives live answers over one request that all tabs of a browser share. */
export class SharedConnection implements LiveTransport {
  readonly #options: BrowserTabOptions;
  #tab?: BrowserTab;

  constructor(options: BrowserTabOptions) {
    this.#options = options;
  }

  follow(topics: readonly WantedTopic[]): void {
    if (topics.length === 0) {
      this.close();
      return;
    }
    this.#tab ??= new BrowserTab(this.#options);
    this.#tab.follow(topics);
  }

  reconnect(): void {
    this.#tab?.reconnect();
  }

  close(): void {
    this.#tab?.close();
    this.#tab = undefined;
  }
}
