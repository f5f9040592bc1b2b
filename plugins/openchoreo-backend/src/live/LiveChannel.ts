import { createHash } from 'node:crypto';
import type { PlatformChange } from '@promenade/backstage-plugin-openchoreo-node';
import { failureOf, type Failure } from './failureOf';

/** An answer that changes with the platform. */
export interface LiveSource {
  /** Sources with the same key have the same answer, which is computed once. Undefined for the answer of one caller. */
  key?: string;
  /** Name of the user or service that asked for it. */
  caller: string;
  /** Whether the answer is that of a data plane, which takes long when the data plane does. */
  isRemote?: boolean;
  /** For how long an answer is current without a change of the platform, in milliseconds. */
  refreshMs?: number;
  isAffectedBy(change: PlatformChange): boolean;
  answer(): Promise<unknown>;
}

/** The last answer of a source, or why there is none. The version differs when the contents do. */
export type LiveState =
  | { type: 'answer'; version: string; answer: unknown }
  | ({ type: 'failed'; version: string } & Failure);

export type LiveSubscriber = (state: LiveState) => void;

export interface LiveChannelOptions {
  /** Time between a change and the new answer. Further changes in this time are part of it. */
  debounceMs: number;
  /** Runs a computation, perhaps later. */
  run(compute: () => Promise<void>): void;
  /** Receives an error that is a defect. */
  onDefect(error: Error): void;
}

/** An answer with those who follow it. It is computed once for all of them, and sent only when it has changed. */
export class LiveChannel {
  readonly source: LiveSource;
  readonly #options: LiveChannelOptions;
  /** The subscribers, with the version that each was sent. */
  readonly #subscribers = new Map<LiveSubscriber, string | undefined>();
  #timer?: ReturnType<typeof setTimeout>;
  #refreshTimer?: ReturnType<typeof setTimeout>;
  #isComputing = false;
  /** Whether something has changed since the computation that is running began. */
  #isOutdated = false;

  constructor(source: LiveSource, options: LiveChannelOptions) {
    this.source = source;
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#subscribers.size === 0;
  }

  /** A new subscriber does not wait for the debounce of a change. */
  add(subscriber: LiveSubscriber): void {
    this.#subscribers.set(subscriber, undefined);
    this.#options.run(this.#compute);
  }

  delete(subscriber: LiveSubscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.isEmpty) this.close();
  }

  /** Computes the answer soon. */
  schedule(): void {
    const { debounceMs, run } = this.#options;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      run(this.#compute);
    }, debounceMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#refreshTimer);
    this.#subscribers.clear();
  }

  /** One function for all calls, so that a queue has it once. */
  readonly #compute = async (): Promise<void> => {
    if (this.#isComputing) {
      this.#isOutdated = true;
      return;
    }
    this.#isComputing = true;
    do {
      this.#isOutdated = false;
      this.#publish(await this.#state());
    } while (this.#isOutdated && !this.isEmpty);
    this.#isComputing = false;
    this.#refreshLater();
  };

  async #state(): Promise<LiveState> {
    try {
      const answer = await this.source.answer();
      return { type: 'answer', version: versionOf(answer), answer };
    } catch (error) {
      const failure = failureOf(error, this.#options.onDefect);
      const version = `${failure.status} ${failure.message}`;
      return { type: 'failed', version, ...failure };
    }
  }

  #publish(state: LiveState): void {
    for (const [subscriber, version] of this.#subscribers) {
      if (version === state.version) continue;
      this.#subscribers.set(subscriber, state.version);
      subscriber(state);
    }
  }

  #refreshLater(): void {
    const { refreshMs } = this.source;
    if (refreshMs === undefined || this.isEmpty) return;
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => this.schedule(), refreshMs);
  }
}

/** The time of an answer is not part of its contents. */
function versionOf(answer: unknown): string {
  const text = JSON.stringify(answer, (key, value) =>
    key === 'asOf' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
