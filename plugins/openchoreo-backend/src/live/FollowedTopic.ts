import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { LiveTopic } from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type Authorization,
} from '@promenade/backstage-plugin-openchoreo-node';
import { readImplementations, type Read } from '../reads';
import type { ReadServices } from '../ReadServices';
import { endWhenDenied } from './endWhenDenied';
import type { EventStream } from './EventStream';
import { failureOf, type Failure } from './failureOf';
import type { LiveState } from './LiveChannel';
import type { LiveFeed } from './LiveFeed';
import { liveSource, type NamedCaller } from './liveSource';

/** How long a topic that could not be authorized waits for the next attempt, such as one whose component is not known yet. */
const retryMs = 5_000;
/** The longest time between attempts for what is not found. Each of them is an audit event. */
const maxRetryMs = 60_000;

export interface TopicServices {
  authorization: Pick<Authorization, 'run' | 'check'>;
  /** What the reads are answered from. */
  services: ReadServices;
  feed: Pick<LiveFeed, 'subscribe'>;
  logger: LoggerService;
}

/**
 * A topic of one stream. It is authorized as a request of its read is, and again while its answers are sent. A topic that fails does
 * not affect the others.
 */
export class FollowedTopic {
  readonly #services: TopicServices;
  readonly #topic: LiveTopic;
  readonly #caller: NamedCaller;
  readonly #stream: Pick<EventStream, 'send'>;
  readonly #onDefect: (error: Error) => void;
  /** What ends with the current attempt. */
  #stops: Array<() => void> = [];
  #isStopped = false;
  /** The client has an answer, and not the reason why there is none. */
  #hasAnswer = false;

  constructor(
    services: TopicServices,
    topic: LiveTopic,
    caller: NamedCaller,
    stream: Pick<EventStream, 'send'>,
  ) {
    this.#services = services;
    this.#topic = topic;
    this.#caller = caller;
    this.#stream = stream;
    this.#onDefect = error =>
      services.logger.error(`Could not follow ${topic.read}`, error);
  }

  async follow(notFoundRetryMs = retryMs): Promise<void> {
    const { authorization, services, feed } = this.#services;
    const caller = this.#caller;
    try {
      const read = followableRead(this.#topic);
      const { declaration } = read;
      const input = parseInput(declaration.input, this.#topic.input);
      await authorization.run(declaration, input, caller, async () => {
        if (this.#isStopped) return;
        const source = liveSource(services, read, input, caller);
        const isAllowed = async () =>
          this.#hasAnswer &&
          (await authorization.check(declaration, input, caller));
        this.#stops = [
          feed.subscribe(source, state => this.#sendState(state)),
          endWhenDenied(
            isAllowed,
            failure => this.#fail(failure),
            this.#onDefect,
          ),
        ];
      });
    } catch (error) {
      if (this.#isStopped) return;
      this.#fail(failureOf(error, this.#onDefect), notFoundRetryMs);
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#endAttempt();
  }

  #endAttempt(): void {
    this.#stops.forEach(each => each());
    this.#stops = [];
  }

  #fail(failure: Failure, notFoundRetryMs = retryMs): void {
    this.#endAttempt();
    const { id } = this.#topic;
    this.#hasAnswer = false;
    this.#stream.send(id, 'failed', { id, ...failure });
    // What is not found may not be known yet.
    const isNotFound = failure.status === 404;
    if (!isNotFound && failure.status < 500) return;
    const delayMs = isNotFound ? notFoundRetryMs : retryMs;
    const timer = setTimeout(
      () => void this.follow(Math.min(2 * delayMs, maxRetryMs)),
      delayMs,
    );
    this.#stops.push(() => clearTimeout(timer));
  }

  #sendState({ type, ...state }: LiveState): void {
    const { id, version } = this.#topic;
    this.#hasAnswer = type === 'answer';
    const isCurrent = type === 'answer' && state.version === version;
    if (isCurrent) this.#stream.send(id, 'current', { id });
    else this.#stream.send(id, type, { id, ...state });
  }
}

/** @throws InputError for a name that no read has, or that of a read that cannot be followed */
function followableRead({ read: name }: LiveTopic): Read {
  const read = readImplementations.find(
    ({ declaration }) => declaration.name === name,
  );
  const { permission, followable } = read?.declaration ?? {};
  if (read && permission !== 'public' && followable !== false) return read;
  throw new InputError(`There is no read ${name} that can be followed`);
}
