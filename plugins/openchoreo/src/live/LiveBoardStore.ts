import { isResponseError } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  BoardMessage,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * The connection of a board.
 *
 * - `connecting`: no message has been received yet.
 * - `live`: a stream is open and the board is current.
 * - `polling`: the board is requested every few seconds, because the browser has too many streams open.
 * - `reconnecting`: the connection is lost; the next attempt is running or scheduled.
 * - `deleted`: the component does not exist any more. There are further attempts, because it may be created again.
 * - `stopped`: the server rejected the request. There is no further attempt until `reconnect` is called.
 */
export type ConnectionStatus =
  | 'connecting'
  | 'live'
  | 'polling'
  | 'reconnecting'
  | 'deleted'
  | 'stopped';

export interface LiveBoardSnapshot {
  connection: ConnectionStatus;
  board?: DeployBoard;
  /** When the last message was received; milliseconds since 1970 by the clock of the browser. */
  lastMessageAt?: number;
  /** Why the last attempt failed. */
  error?: Error;
}

/** A message of a stream, or a board that was polled. */
export type BoardUpdate = BoardMessage | { type: 'poll'; board: DeployBoard };

export interface LiveBoardStoreOptions {
  /** Follows the board until the connection ends (resolves) or breaks (rejects). */
  follow(
    signal: AbortSignal,
    onUpdate: (update: BoardUpdate) => void,
  ): Promise<void>;
  /** Random number from 0 to 1 for the jitter of retries. */
  random?: () => number;
}

/** Three missed heartbeats. */
const silenceTimeoutMs = 45_000;
const firstRetryMs = 1_000;
const maxRetryMs = 3_000;
/** A deleted component is rarely created again. */
const maxRetryDeletedMs = 30_000;

/**
 * Follows a board while it has subscribers: connects, detects a silent connection, reconnects, and exposes the status of the
 * connection. A store for `useSyncExternalStore`.
 */
export class LiveBoardStore {
  readonly #follow: LiveBoardStoreOptions['follow'];
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveBoardSnapshot = { connection: 'connecting' };
  #attempt = 0;
  #isPaused = false;
  #controller?: AbortController;
  #retryTimer?: ReturnType<typeof setTimeout>;
  #watchdog?: ReturnType<typeof setTimeout>;

  constructor(options: LiveBoardStoreOptions) {
    this.#follow = options.follow;
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
    this.#connect();
  };

  /** Closes the connection until `resume` is called. */
  readonly pause = (): void => {
    this.#isPaused = true;
    this.#disconnect();
    if (this.#snapshot.board) this.#set({ connection: 'reconnecting' });
  };

  readonly resume = (): void => {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.reconnect();
  };

  #connect() {
    if (this.#isPaused || this.#listeners.size === 0) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#resetWatchdog();
    this.#follow(controller.signal, update => {
      if (!controller.signal.aborted) this.#receive(update);
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

  #receive(update: BoardUpdate) {
    if (update.type === 'end') {
      if (update.reason === 'deleted') this.#setDeleted();
      return;
    }
    this.#resetWatchdog();
    this.#attempt = 0;
    this.#set({
      connection: update.type === 'poll' ? 'polling' : 'live',
      lastMessageAt: Date.now(),
      error: undefined,
      ...('board' in update && { board: update.board }),
    });
  }

  #handleDisconnect(controller: AbortController, error?: Error) {
    if (this.#controller !== controller) return;
    this.#disconnect();
    if (error && !isRetryable(error)) {
      this.#set({ connection: 'stopped', error });
      return;
    }
    this.#setDisconnected(error);
    const { connection } = this.#snapshot;
    const maxMs = connection === 'deleted' ? maxRetryDeletedMs : maxRetryMs;
    const delay = retryDelay(this.#attempt, maxMs, this.#random());
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  #setDisconnected(error: Error | undefined) {
    const { board, connection } = this.#snapshot;
    if (connection === 'deleted') return;
    if (board && isNotFound(error)) {
      this.#setDeleted();
      return;
    }
    // A server ends its streams before it restarts. The status changes only if the next attempt fails.
    if (board && !error && this.#attempt === 0) return;
    this.#set({ connection: board ? 'reconnecting' : 'connecting', error });
  }

  #setDeleted() {
    this.#set({ connection: 'deleted', board: undefined, error: undefined });
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
    isResponseError(error) &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    ![404, 408, 429].includes(error.statusCode)
  );
}

function isNotFound(error: Error | undefined): boolean {
  return isResponseError(error) && error.statusCode === 404;
}

/**
 * Exponential back-off with jitter, so that browsers that lost the same server do not reconnect at the same time.
 *
 * @param attempt - 0 for the first
 * @param maxMs - longest delay, in milliseconds
 * @param random - from 0 to 1
 * @returns milliseconds
 */
function retryDelay(attempt: number, maxMs: number, random: number): number {
  return Math.min(maxMs, firstRetryMs * 2 ** attempt) * (1 - random / 2);
}
