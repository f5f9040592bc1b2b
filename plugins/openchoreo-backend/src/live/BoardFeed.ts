import type { LoggerService } from '@backstage/backend-plugin-api';
import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  BoardMessage,
  ComponentRef,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  affectsComponent,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';

/** Receives the messages of a board. */
export type BoardSubscriber = (message: BoardMessage) => void;

export interface BoardFeedOptions {
  openChoreo: {
    cache: Pick<OpenChoreoService['cache'], 'onChange' | 'onFreshness'>;
    views: Pick<OpenChoreoService['views'], 'deployBoard'>;
  };
  logger: LoggerService;
  /** Time between a change and the new board. Further changes in this time are part of it. */
  debounceMs?: number;
  heartbeatMs?: number;
}

/** The board of one component, with its subscribers. */
interface Channel {
  ref: ComponentRef;
  subscribers: Set<BoardSubscriber>;
  board: DeployBoard;
  /** The board without `asOf`, to detect a change. */
  fingerprint: string;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Live boards. One subscription to the cache serves all of them. A board is computed once for all of its subscribers, and sent
 * only when it has changed.
 */
export class BoardFeed {
  readonly #openChoreo: BoardFeedOptions['openChoreo'];
  readonly #logger: LoggerService;
  readonly #debounceMs: number;
  readonly #channels = new Map<string, Channel>();
  readonly #stops: Array<() => void>;
  #isClosed = false;

  constructor(options: BoardFeedOptions) {
    const { cache } = options.openChoreo;
    this.#openChoreo = options.openChoreo;
    this.#logger = options.logger;
    this.#debounceMs = options.debounceMs ?? 100;
    const heartbeat = setInterval(
      () => this.#heartbeat(),
      options.heartbeatMs ?? 15_000,
    );
    heartbeat.unref();
    this.#stops = [
      () => clearInterval(heartbeat),
      cache.onFreshness(() => this.#schedule(() => true)),
      cache.onChange(change =>
        this.#schedule(ref => affectsComponent(change, ref)),
      ),
    ];
  }

  /**
   * Sends the board of a component to the subscriber, at once and whenever it changes.
   *
   * @returns how to unsubscribe
   * @throws NotFoundError when there is no such component
   */
  subscribe(ref: ComponentRef, subscriber: BoardSubscriber): () => void {
    const channel = this.#channel(ref);
    channel.subscribers.add(subscriber);
    if (this.#isClosed) {
      subscriber({ type: 'end', reason: 'shutdown' });
    } else {
      subscriber({ type: 'board', board: channel.board });
    }
    return () => {
      channel.subscribers.delete(subscriber);
      if (!channel.subscribers.size) this.#remove(channel);
    };
  }

  /** Ends every subscription. */
  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    for (const channel of [...this.#channels.values()]) {
      this.#end(channel, 'shutdown');
    }
  }

  #channel(ref: ComponentRef): Channel {
    const key = channelKey(ref);
    const existing = this.#channels.get(key);
    if (existing) {
      // A new subscriber gets the current board, even while a change is debounced.
      this.#refresh(existing);
      if (this.#channels.has(key)) return existing;
    }
    const board = this.#openChoreo.views.deployBoard(ref);
    const channel = {
      ref,
      subscribers: new Set<BoardSubscriber>(),
      board,
      fingerprint: fingerprintOf(board),
    };
    this.#channels.set(key, channel);
    return channel;
  }

  #schedule(isAffected: (ref: ComponentRef) => boolean): void {
    for (const channel of this.#channels.values()) {
      if (channel.timer === undefined && isAffected(channel.ref)) {
        channel.timer = setTimeout(
          () => this.#refresh(channel),
          this.#debounceMs,
        );
      }
    }
  }

  #refresh(channel: Channel): void {
    clearTimeout(channel.timer);
    channel.timer = undefined;
    try {
      const board = this.#openChoreo.views.deployBoard(channel.ref);
      const fingerprint = fingerprintOf(board);
      if (fingerprint === channel.fingerprint) return;
      channel.board = board;
      channel.fingerprint = fingerprint;
      send(channel, { type: 'board', board });
    } catch (error) {
      if (isErrorNamed(error, 'NotFoundError')) {
        this.#end(channel, 'deleted');
        return;
      }
      // The next request of the client gets the error. The other channels are not affected.
      this.#logger.error(
        `Could not compute the board of ${channelKey(channel.ref)}`,
        error instanceof Error ? error : new Error(String(error)),
      );
      this.#end(channel, 'error');
    }
  }

  /** Refreshes, too: a board may change by time alone. */
  #heartbeat(): void {
    const at = new Date().toISOString();
    for (const channel of [...this.#channels.values()]) {
      this.#refresh(channel);
      send(channel, { type: 'heartbeat', at });
    }
  }

  #end(channel: Channel, reason: string): void {
    this.#remove(channel);
    send(channel, { type: 'end', reason });
    channel.subscribers.clear();
  }

  #remove(channel: Channel): void {
    clearTimeout(channel.timer);
    const key = channelKey(channel.ref);
    if (this.#channels.get(key) === channel) this.#channels.delete(key);
  }
}

function send(channel: Channel, message: BoardMessage): void {
  for (const subscriber of [...channel.subscribers]) subscriber(message);
}

function channelKey({
  organization,
  project,
  component,
}: ComponentRef): string {
  return `${organization}/${project}/${component}`;
}

function fingerprintOf({ asOf, ...board }: DeployBoard): string {
  return JSON.stringify(board);
}
