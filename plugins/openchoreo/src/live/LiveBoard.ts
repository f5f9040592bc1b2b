import type {
  BoardMessage,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { backOff } from './backOff';
import { isFinal } from './isFinal';

/**
 * How the board stands to the truth.
 *
 * - `connecting`: nothing has been heard yet.
 * - `live`: what is shown is what is.
 * - `reconnecting`: the stream is lost, and the next attempt is under way or planned.
 * - `stopped`: another attempt would be refused just the same; only a person can ask for one.
 */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'stopped';

export interface LiveBoardSnapshot {
  connection: Connection;
  board?: DeployBoard;
  /** When the server was last heard from; milliseconds since 1970, by this machine's clock. */
  heardAt?: number;
  /** Why the last attempt failed. */
  error?: Error;
}

export interface LiveBoardOptions {
  /** Opens one stream; resolves when it ends, rejects when it breaks. */
  stream(
    signal: AbortSignal,
    onMessage: (message: BoardMessage) => void,
  ): Promise<void>;
  /** Chance for the back-off, from 0 to 1. */
  random?: () => number;
}

/** Three missed heartbeats: a connection that died without a word is given up. */
const silence = 45_000;

/**
 * Follows a board for as long as anybody looks: connects, notices silence, connects again, and always says how current it is.
 *
 * A store for `useSyncExternalStore`.
 */
export class LiveBoard {
  readonly #stream: LiveBoardOptions['stream'];
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveBoardSnapshot = { connection: 'connecting' };
  #attempt = 0;
  #open?: AbortController;
  #retry?: ReturnType<typeof setTimeout>;
  #watchdog?: ReturnType<typeof setTimeout>;

  constructor(options: LiveBoardOptions) {
    this.#stream = options.stream;
    this.#random = options.random ?? Math.random;
  }

  readonly getSnapshot = (): LiveBoardSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#connect();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#disconnect();
    };
  };

  /** Connects now instead of when it would by itself. */
  readonly reconnect = (): void => {
    this.#disconnect();
    this.#attempt = 0;
    if (this.#listeners.size > 0) this.#connect();
  };

  /** Lets go of the connection, as nobody sees the page. `reconnect` takes it up again. */
  readonly pause = (): void => {
    this.#disconnect();
    if (this.#snapshot.board) this.#set({ connection: 'reconnecting' });
  };

  #connect() {
    const open = new AbortController();
    this.#open = open;
    this.#expectWord();
    this.#stream(open.signal, message => {
      if (!open.signal.aborted) this.#hear(message);
    }).then(
      () => this.#lost(open),
      (error: unknown) =>
        this.#lost(
          open,
          error instanceof Error ? error : new Error(String(error)),
        ),
    );
  }

  #disconnect() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    this.#open?.abort();
    this.#open = undefined;
  }

  #hear(message: BoardMessage) {
    if (message.type === 'end') return;
    this.#expectWord();
    this.#attempt = 0;
    this.#set({
      connection: 'live',
      heardAt: Date.now(),
      error: undefined,
      ...(message.type === 'board' ? { board: message.board } : {}),
    });
  }

  #lost(open: AbortController, error?: Error) {
    if (this.#open !== open) return;
    this.#disconnect();
    if (isFinal(error)) {
      this.#set({ connection: 'stopped', error });
      return;
    }
    // A server that ends a stream in good order, as it does before it restarts, is asked again before anybody is told.
    const inGoodOrder = !error && this.#attempt === 0 && this.#snapshot.board;
    if (!inGoodOrder) {
      this.#set({
        connection: this.#snapshot.board ? 'reconnecting' : 'connecting',
        error,
      });
    }
    const wait = backOff(this.#attempt, this.#random());
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #expectWord() {
    clearTimeout(this.#watchdog);
    const open = this.#open;
    this.#watchdog = setTimeout(() => {
      if (open) this.#lost(open, new Error('The server fell silent'));
    }, silence);
  }

  #set(change: Partial<LiveBoardSnapshot>) {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#listeners.forEach(listener => listener());
  }
}
