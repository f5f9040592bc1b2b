import { BrowserTab, type BrowserTabOptions } from './BrowserTab';
import type { LiveTransport, WantedTopic } from './LiveTransport';

/** Follows topics over one stream for all tabs of a browser. This tab takes part while it wants topics. */
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
