import { NotFoundError } from '@backstage/errors';
import type {
  BoardMessage,
  ComponentRef,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  affectsComponent,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';

/** Takes what a feed says. */
export type BoardSubscriber = (message: BoardMessage) => void;

export interface BoardFeedOptions {
  openChoreo: {
    cache: Pick<OpenChoreoService['cache'], 'onChange' | 'onFreshness'>;
    views: Pick<OpenChoreoService['views'], 'deployBoard'>;
  };
  /** How long changes are gathered before a board is made anew, in milliseconds. */
  coalesce?: number;
  /** How often a sign of life is given, in milliseconds. */
  heartbeat?: number;
}

interface Channel {
  ref: ComponentRef;
  subscribers: Set<BoardSubscriber>;
  board: DeployBoard;
  /** The board without its time: what tells whether it changed. */
  fingerprint: string;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * The boards that people look at, live. One subscription to the cache serves all of them; a board is made once for all who look
 * at it, and told only when it has changed.
 */
export class BoardFeed {
  readonly #openChoreo: BoardFeedOptions['openChoreo'];
  readonly #coalesce: number;
  readonly #channels = new Map<string, Channel>();
  readonly #stops: Array<() => void>;
  #isClosed = false;

  constructor(options: BoardFeedOptions) {
    const { cache } = options.openChoreo;
    this.#openChoreo = options.openChoreo;
    this.#coalesce = options.coalesce ?? 100;
    const beat = setInterval(() => this.#beat(), options.heartbeat ?? 15_000);
    beat.unref();
    this.#stops = [
      () => clearInterval(beat),
      cache.onFreshness(() => this.#schedule(() => true)),
      cache.onChange(change =>
        this.#schedule(ref => affectsComponent(change, ref)),
      ),
    ];
  }

  /**
   * Tells the subscriber the board of a component, at once and whenever it changes.
   *
   * @returns how to stop it
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
      if (!channel.subscribers.size) this.#drop(channel);
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
    const name = nameOf(ref);
    const existing = this.#channels.get(name);
    if (existing) {
      // Who comes anew sees what is true now, also while changes are being gathered.
      this.#refresh(existing);
      if (this.#channels.has(name)) return existing;
    }
    const board = this.#openChoreo.views.deployBoard(ref);
    const channel = {
      ref,
      subscribers: new Set<BoardSubscriber>(),
      board,
      fingerprint: fingerprintOf(board),
    };
    this.#channels.set(name, channel);
    return channel;
  }

  #schedule(isConcerned: (ref: ComponentRef) => boolean): void {
    for (const channel of this.#channels.values()) {
      if (channel.timer === undefined && isConcerned(channel.ref)) {
        channel.timer = setTimeout(
          () => this.#refresh(channel),
          this.#coalesce,
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
      tell(channel, { type: 'board', board });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      this.#end(channel, 'deleted');
    }
  }

  /** Time alone may change a board, so that it is looked at again with every sign of life. */
  #beat(): void {
    const at = new Date().toISOString();
    for (const channel of [...this.#channels.values()]) {
      this.#refresh(channel);
      tell(channel, { type: 'heartbeat', at });
    }
  }

  #end(channel: Channel, reason: string): void {
    this.#drop(channel);
    tell(channel, { type: 'end', reason });
    channel.subscribers.clear();
  }

  #drop(channel: Channel): void {
    clearTimeout(channel.timer);
    const name = nameOf(channel.ref);
    if (this.#channels.get(name) === channel) this.#channels.delete(name);
  }
}

function tell(channel: Channel, message: BoardMessage): void {
  for (const subscriber of [...channel.subscribers]) subscriber(message);
}

function nameOf({ organization, project, component }: ComponentRef): string {
  return `${organization}/${project}/${component}`;
}

function fingerprintOf({ asOf, ...board }: DeployBoard): string {
  return JSON.stringify(board);
}
