import {
  isResponseError,
  type LiveMessage,
  type OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  LiveFailure,
  LiveTransport,
  LiveUpdate,
  TopicMessage,
  WantedTopic,
} from './LiveTransport';

/** Three missed heartbeats. */
const silenceTimeoutMs = 45_000;
const firstRetryMs = 1_000;
const maxRetryMs = 3_000;
/** The backend sends a heartbeat at once. A proxy that holds responses back until they are complete lets none through. */
const firstMessageTimeoutMs = 8_000;
/** Time between two polls, in milliseconds. */
export const pollEveryMs = 5_000;
/** How long it is polled before a stream is tried again, in milliseconds. */
const pollForMs = 300_000;
/** Topics that are wanted one shortly after the other are followed with one request. */
const openDelayMs = 20;

export interface LiveConnectionOptions {
  api: Pick<OpenChoreoApi, 'followReads'>;
  onUpdate: (update: LiveUpdate) => void;
  /** Random number from 0 to 1 for the jitter of retries. */
  random?: () => number;
}

/**
 * Follows topics over one stream: opens it again when other topics are wanted, detects a silent connection, and reconnects. A stream
 * that is opened again does not repeat the answers that were received. Behind a proxy that holds streams back it polls.
 */
export class LiveConnection implements LiveTransport {
  readonly #api: LiveConnectionOptions['api'];
  readonly #onUpdate: LiveConnectionOptions['onUpdate'];
  readonly #random: () => number;
  #topics: ReadonlyMap<string, WantedTopic> = new Map();
  /** The last message about each topic. */
  readonly #latest = new Map<string, TopicMessage>();
  #attempt = 0;
  #controller?: AbortController;
  #openTimer?: ReturnType<typeof setTimeout>;
  #watchdog?: ReturnType<typeof setTimeout>;
  /** Until when it is polled; milliseconds since 1970. */
  #pollsUntil = 0;

  constructor(options: LiveConnectionOptions) {
    this.#api = options.api;
    this.#onUpdate = options.onUpdate;
    this.#random = options.random ?? Math.random;
  }

  follow(topics: readonly WantedTopic[]): void {
    const wanted = new Map(topics.map(topic => [topic.id, topic]));
    const isSame =
      wanted.size === this.#topics.size &&
      topics.every(({ id }) => this.#topics.has(id));
    this.#topics = wanted;
    if (wanted.size === 0) this.#disconnect();
    else if (!isSame) this.#openIn(openDelayMs);
  }

  reconnect(): void {
    this.#attempt = 0;
    this.#pollsUntil = 0;
    if (this.#topics.size > 0) this.#openIn(0);
  }

  close(): void {
    this.follow([]);
  }

  /** The last message about a topic. */
  latest(id: string): TopicMessage | undefined {
    return this.#latest.get(id);
  }

  #disconnect(): void {
    clearTimeout(this.#openTimer);
    clearTimeout(this.#watchdog);
    this.#controller?.abort();
    this.#controller = undefined;
  }

  #openIn(ms: number): void {
    clearTimeout(this.#openTimer);
    this.#openTimer = setTimeout(() => this.#open(), ms);
  }

  #open(): void {
    this.#disconnect();
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    const polls = Date.now() < this.#pollsUntil;
    this.#forgetUnwanted();
    if (polls) this.#resetWatchdog();
    else this.#pollUnlessAnswered(controller);
    this.#api
      .followReads(
        [...this.#topics.values()].map(topic => ({
          ...topic,
          version: this.#versionOf(topic),
        })),
        {
          signal,
          once: polls,
          onMessage: message => {
            if (!signal.aborted) this.#receive(message, polls);
          },
        },
      )
      .then(
        () => {
          if (!polls) this.#lose(controller);
          else if (!signal.aborted) this.#openIn(pollEveryMs);
        },
        (error: Error) => this.#lose(controller, error),
      );
  }

  /** Polls from now on if a stream gets no message. */
  #pollUnlessAnswered(controller: AbortController): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      if (this.#controller !== controller) return;
      this.#pollsUntil = Date.now() + pollForMs;
      this.#open();
    }, firstMessageTimeoutMs);
  }

  #versionOf({ id }: WantedTopic): string | undefined {
    const latest = this.#latest.get(id);
    return latest?.type === 'answer' ? latest.version : undefined;
  }

  #forgetUnwanted(): void {
    for (const id of this.#latest.keys()) {
      if (!this.#topics.has(id)) this.#latest.delete(id);
    }
  }

  #receive(message: LiveMessage, polls: boolean): void {
    if (message.type === 'end') return;
    this.#resetWatchdog();
    this.#attempt = 0;
    if (message.type === 'answer' || message.type === 'failed') {
      this.#latest.set(message.id, message);
      this.#onUpdate(message);
    }
    this.#onUpdate({
      type: 'stream',
      status: polls ? 'polling' : 'live',
      lastMessageAt: Date.now(),
    });
  }

  #lose(controller: AbortController, error?: Error): void {
    if (this.#controller !== controller) return;
    this.#disconnect();
    const failure = error && failureOf(error);
    if (failure && !isRetryable(failure)) {
      this.#onUpdate({ type: 'stream', status: 'stopped', failure });
      return;
    }
    // A server ends its streams before it restarts. The status changes only if the next attempt fails.
    if (failure || this.#attempt > 0) {
      this.#onUpdate({ type: 'stream', status: 'reconnecting', failure });
    }
    const delayMs = Math.min(maxRetryMs, firstRetryMs * 2 ** this.#attempt);
    this.#attempt += 1;
    // With jitter, so that browsers that lost the same server do not reconnect at the same time.
    this.#openIn(delayMs * (1 - this.#random() / 2));
  }

  #resetWatchdog(): void {
    clearTimeout(this.#watchdog);
    const controller = this.#controller;
    this.#watchdog = setTimeout(() => {
      if (controller) {
        this.#lose(controller, new Error('No heartbeat was received'));
      }
    }, silenceTimeoutMs);
  }
}

function failureOf(error: Error): LiveFailure {
  return isResponseError(error)
    ? { status: error.statusCode, message: error.cause.message }
    : { message: error.message };
}

/** False for responses that another attempt cannot change. */
function isRetryable({ status }: LiveFailure): boolean {
  return status === undefined || status >= 500 || [408, 429].includes(status);
}
