import { responseErrorOf } from '@promenade/backstage-plugin-openchoreo-common';
import {
  liveSnapshot,
  type LiveSnapshot,
  type ReceivedAnswer,
  type StreamState,
} from './liveSnapshot';
import type {
  LiveFailure,
  LiveTransport,
  LiveUpdate,
  WantedTopic,
} from './LiveTransport';

/** How long a topic that no page shows is followed: the next page often shows it again. */
const keepMs = 5_000;

/** A topic with the pages that show it. */
interface Entry extends ReceivedAnswer {
  topic: WantedTopic;
  listeners: Set<() => void>;
  snapshot: LiveSnapshot;
  keepTimer?: ReturnType<typeof setTimeout>;
}

const noAnswer: LiveSnapshot = { connection: 'connecting' };

/** The answers that the pages of this tab follow. */
export class LiveReads {
  readonly #transport: LiveTransport;
  readonly #entries = new Map<string, Entry>();
  #stream: StreamState = {};
  #isPaused = false;

  /** @param createTransport - is called once */
  constructor(
    createTransport: (onUpdate: (update: LiveUpdate) => void) => LiveTransport,
  ) {
    this.#transport = createTransport(update => void this.#receive(update));
  }

  /** Follows a topic while it has listeners, which are called when the snapshot changes. */
  subscribe(topic: WantedTopic, listener: () => void): () => void {
    const entry = this.#entryOf(topic);
    clearTimeout(entry.keepTimer);
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0) return;
      entry.keepTimer = setTimeout(() => {
        this.#entries.delete(topic.id);
        this.#followAll();
      }, keepMs);
    };
  }

  snapshot(id: string): LiveSnapshot {
    return this.#entries.get(id)?.snapshot ?? noAnswer;
  }

  /** Connects now, without waiting for the next retry, and reads again what the server rejected. */
  readonly reconnect = (): void => this.#transport.reconnect();

  /** Follows nothing until `resume` is called. */
  readonly pause = (): void => {
    this.#isPaused = true;
    this.#transport.close();
    this.#setStream({ ...this.#stream, status: 'reconnecting' });
  };

  readonly resume = (): void => {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#followAll();
  };

  #entryOf(topic: WantedTopic): Entry {
    const existing = this.#entries.get(topic.id);
    if (existing) return existing;
    const entry = {
      topic,
      listeners: new Set<() => void>(),
      snapshot: noAnswer,
    };
    this.#entries.set(topic.id, entry);
    this.#followAll();
    return entry;
  }

  #followAll(): void {
    if (this.#isPaused) return;
    this.#transport.follow([...this.#entries.values()].map(each => each.topic));
  }

  async #receive(update: LiveUpdate): Promise<void> {
    switch (update.type) {
      case 'answer':
        this.#setReceived(update.id, { answer: update.answer });
        break;
      case 'failed': {
        const { id, status } = update;
        const answer = this.#entries.get(id)?.answer;
        const error = await toError(update);
        this.#setReceived(id, { answer, failure: { status, error } });
        break;
      }
      default: {
        const { status, lastMessageAt = this.#stream.lastMessageAt } = update;
        const error = update.failure && (await toError(update.failure));
        this.#setStream({ status, lastMessageAt, error });
      }
    }
  }

  #setReceived(id: string, { answer, failure }: ReceivedAnswer): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    Object.assign(entry, { answer, failure });
    this.#publish(entry);
  }

  #setStream(stream: StreamState): void {
    this.#stream = stream;
    for (const entry of this.#entries.values()) this.#publish(entry);
  }

  #publish(entry: Entry): void {
    entry.snapshot = liveSnapshot(entry, this.#stream);
    entry.listeners.forEach(listener => listener());
  }
}

async function toError({ status, message }: LiveFailure): Promise<Error> {
  return status === undefined
    ? new Error(message)
    : responseErrorOf(status, message);
}
