import { ResponseError } from '@backstage/errors';
import type {
  BoardMessage,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * The connection of a board.
 *
 * - `connecting`: no message has been received yet.
 * - `live`: the stream is open and the board is current.
 * - `reconnecting`: the stream is lost; the next attempt is running or scheduled.
 * - `stopped`: the server rejected the request. There is no further attempt until `reconnect` is called.
 */
export type ConnectionStatus =
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'stopped';

export interface LiveBoardSnapshot {
  connection: ConnectionStatus;
  board?: DeployBoard;
  /** When the last message was received; milliseconds since 1970 by the clock of the browser. */
  lastMessageAt?: number;
  /** Why the last attempt failed. */
  error?: Error;
}

export interface LiveBoardStoreOptions {
  /** Opens one stream; resolves when it ends, rejects when it breaks. */
  stream(
    signal: AbortSignal,
    onMessage: (message: BoardMessage) => void,
  ): Promise<void>;
  /** Random number from 0 to 1 for the jitter of retries. */
  random?: () => number;
}

/** Three missed heartbeats. */
const silenceTimeoutMs = 45_000;
const firstRetryMs = 1_000;
const maxRetryMs = 30_000;

/**
 * Follows a board while it has subscribers: connects, detects a silent connection, reconnects, and exposes the status of the
 * connection. A store for `useSyncExternalStore`.
 */
export class LiveBoardStore {
  readonly #stream: LiveBoardStoreOptions['stream'];
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveBoardSnapshot = { connection: 'connecting' };
  #attempt = 0;
  #controller?: AbortController;
  #retryTimer?: ReturnType<typeof setTimeout>;
  #watchdog?: ReturnType<typeof setTimeout>;

  constructor(options: LiveBoardStoreOptions) {
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

  /** Connects now, without waiting for the next retry. */
  readonly reconnect = (): void => {
    this.#disconnect();
    this.#attempt = 0;
    if (this.#listeners.size > 0) this.#connect();
  };

  /** Closes the connection while the page is hidden. `reconnect` opens it again. */
  readonly pause = (): void => {
    this.#disconnect();
    if (this.#snapshot.board) this.#set({ connection: 'reconnecting' });
  };

  #connect() {
    const controller = new AbortController();
    this.#controller = controller;
    this.#resetWatchdog();
    this.#stream(controller.signal, message => {
      if (!controller.signal.aborted) this.#receive(message);
    }).then(
      () => this.#handleDisconnect(controller),
      (error: unknown) =>
        this.#handleDisconnect(
          controller,
          error instanceof Error ? error : new Error(String(error)),
        ),
    );
  }

  #disconnect() {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#watchdog);
    this.#controller?.abort();
    this.#controller = undefined;
  }

  #receive(message: BoardMessage) {
    if (message.type === 'end') return;
    this.#resetWatchdog();
    this.#attempt = 0;
    this.#set({
      connection: 'live',
      lastMessageAt: Date.now(),
      error: undefined,
      ...(message.type === 'board' ? { board: message.board } : {}),
    });
  }

  #handleDisconnect(controller: AbortController, error?: Error) {
    if (this.#controller !== controller) return;
    this.#disconnect();
    if (error && !isRetryable(error)) {
      this.#set({ connection: 'stopped', error });
      return;
    }
    // A server ends its streams before it restarts. The status changes only if the next attempt fails.
    const isRegularEnd = !error && this.#attempt === 0 && this.#snapshot.board;
    if (!isRegularEnd) {
      this.#set({
        connection: this.#snapshot.board ? 'reconnecting' : 'connecting',
        error,
      });
    }
    const delay = retryDelay(this.#attempt, this.#random());
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  #resetWatchdog() {
    clearTimeout(this.#watchdog);
    const controller = this.#controller;
    this.#watchdog = setTimeout(() => {
      if (controller) {
        this.#handleDisconnect(
          controller,
          new Error('No heartbeat was received'),
        );
      }
    }, silenceTimeoutMs);
  }

  #set(change: Partial<LiveBoardSnapshot>) {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#listeners.forEach(listener => listener());
  }
}

/** False for responses that another attempt cannot change. Not found is retried: a new component may not be known yet. */
function isRetryable(error: Error): boolean {
  return !(
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    ![404, 408, 429].includes(error.statusCode)
  );
}

/**
 * Exponential back-off with jitter, so that browsers that lost the same server do not reconnect at the same time.
 *
 * @param attempt - 0 for the first
 * @param random - from 0 to 1
 * @returns milliseconds
 */
function retryDelay(attempt: number, random: number): number {
  return Math.min(maxRetryMs, firstRetryMs * 2 ** attempt) * (1 - random / 2);
}
