import { LiveConnection, type LiveConnectionOptions } from './LiveConnection';
import type { LiveUpdate, StreamStatus, WantedTopic } from './LiveTransport';

/** What the tabs of a browser send to each other. */
export type TabMessage =
  | { type: 'leader' }
  | { type: 'want'; tab: string; topics: readonly WantedTopic[] }
  | { type: 'reconnect' }
  | { type: 'update'; update: LiveUpdate };

export interface BrowserTabOptions extends LiveConnectionOptions {
  /** The same for the tabs that may share their answers: those of one user. */
  name: string;
  /** The Web Locks of the browser. */
  locks: {
    request(
      name: string,
      options: { signal: AbortSignal },
      onGranted: () => void | Promise<void>,
    ): Promise<unknown>;
  };
  openChannel: (
    name: string,
    onMessage: (message: TabMessage) => void,
  ) => TabChannel;
}

/** Sends messages to the other tabs. */
export interface TabChannel {
  send(message: TabMessage): void;
  close(): void;
}

/**
 * A tab that follows topics over the stream that all tabs of a browser share. The tab that holds a Web Lock is the leader: it has the
 * stream, follows the topics of all tabs, and passes the answers on. The browser gives the lock to another tab when the leader is
 * hidden, is closed or crashes.
 */
export class BrowserTab {
  readonly #options: BrowserTabOptions;
  readonly #tab = crypto.randomUUID();
  readonly #channel: TabChannel;
  readonly #closed = new AbortController();
  #topics: readonly WantedTopic[] = [];
  #isRegistered = false;
  /** The stream of all tabs, while this tab is the leader. */
  #connection?: LiveConnection;
  #status?: StreamStatus;
  /** What each tab wants, by its id. */
  readonly #wanted = new Map<string, readonly WantedTopic[]>();

  constructor(options: BrowserTabOptions) {
    this.#options = options;
    this.#channel = options.openChannel(options.name, message =>
      this.#receive(message),
    );
    // The leader notices by this lock that the tab is closed. It is held before the leader hears of the tab.
    this.#holdLock(this.#lockOf(this.#tab), () => {
      this.#isRegistered = true;
      this.#askLeader();
    });
    this.#holdLock(options.name, () => this.#lead());
  }

  follow(topics: readonly WantedTopic[]): void {
    this.#topics = topics;
    if (this.#connection) this.#want(this.#tab, topics);
    else this.#askLeader();
  }

  reconnect(): void {
    if (this.#connection) this.#connection.reconnect();
    else this.#send({ type: 'reconnect' });
  }

  close(): void {
    this.#closed.abort();
    this.#connection?.close();
    this.#channel.close();
  }

  #lead(): void {
    this.#connection = new LiveConnection({
      ...this.#options,
      onUpdate: update => {
        if (update.type === 'stream') this.#status = update;
        this.#options.onUpdate(update);
        this.#send({ type: 'update', update });
      },
    });
    this.#want(this.#tab, this.#topics);
    this.#send({ type: 'leader' });
  }

  #receive(message: TabMessage): void {
    switch (message.type) {
      case 'leader':
        this.#askLeader();
        break;
      case 'want':
        if (this.#connection) this.#wantForOther(message);
        break;
      case 'reconnect':
        this.#connection?.reconnect();
        break;
      default:
        if (!this.#connection) this.#options.onUpdate(message.update);
    }
  }

  #askLeader(): void {
    if (!this.#isRegistered || this.#connection) return;
    this.#send({ type: 'want', tab: this.#tab, topics: this.#topics });
  }

  #wantForOther({ tab, topics }: Extract<TabMessage, { type: 'want' }>): void {
    if (!this.#wanted.has(tab)) this.#forgetWhenClosed(tab);
    this.#want(tab, topics);
    const known = topics.flatMap(
      ({ id }) => this.#connection?.latest(id) ?? [],
    );
    for (const update of [...known, ...(this.#status ? [this.#status] : [])]) {
      this.#send({ type: 'update', update });
    }
  }

  #want(tab: string, topics: readonly WantedTopic[]): void {
    this.#wanted.set(tab, topics);
    this.#followAll();
  }

  #followAll(): void {
    const topics = new Map(
      [...this.#wanted.values()].flat().map(topic => [topic.id, topic]),
    );
    this.#connection?.follow([...topics.values()]);
  }

  #forgetWhenClosed(tab: string): void {
    const { signal } = this.#closed;
    this.#options.locks
      .request(this.#lockOf(tab), { signal }, () => {
        this.#wanted.delete(tab);
        this.#followAll();
      })
      .catch(ignoreAbort);
  }

  /** Holds a lock from when it is granted until the tab is closed. */
  #holdLock(name: string, onGranted: () => void): void {
    const { signal } = this.#closed;
    const released = new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve());
    });
    this.#options.locks
      .request(name, { signal }, () => {
        if (signal.aborted) return undefined;
        onGranted();
        return released;
      })
      .catch(ignoreAbort);
  }

  #lockOf(tab: string): string {
    return `${this.#options.name} ${tab}`;
  }

  #send(message: TabMessage): void {
    if (!this.#closed.signal.aborted) this.#channel.send(message);
  }
}

/** A request for a lock is rejected when the tab is closed first. */
function ignoreAbort() {}
