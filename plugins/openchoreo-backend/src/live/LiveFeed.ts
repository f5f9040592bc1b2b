import type { LoggerService } from '@backstage/backend-plugin-api';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import { createLimit } from './createLimit';
import {
  LiveChannel,
  type LiveSource,
  type LiveSubscriber,
} from './LiveChannel';
import { StreamLimit } from './StreamLimit';

const sharedDebounceMs = 100;
/** The answers of one caller need decisions about permissions. */
const personalDebounceMs = 500;
/** How many answers of callers are computed at the same time. Others wait, so that requests are answered meanwhile. */
const maxPersonal = 4;
/** How many of them are of the same caller. */
const maxPersonalOfCaller = 2;
/** How many answers for everybody are computed at the same time. They come from the cache. */
const maxShared = 16;
const refreshAllMs = 15_000;
/** How many streams a caller can have open at once. A browser has one, or one for each visible page. */
const maxStreamsPerCaller = 50;

/** Live answers. One subscription to the cache serves all of them. */
export class LiveFeed {
  /** Counts the streams of each caller. */
  readonly streams = new StreamLimit(
    maxStreamsPerCaller,
    `You have ${maxStreamsPerCaller} streams of live answers open already, which is the most. Close pages or programs that follow them, and try again`,
  );
  readonly #logger: LoggerService;
  readonly #channels = new Set<LiveChannel>();
  readonly #shared = new Map<string, LiveChannel>();
  readonly #runShared = createLimit(maxShared, maxShared);
  readonly #runPersonal = createLimit(maxPersonal, maxPersonalOfCaller);
  readonly #closed = new AbortController();
  readonly #stops: Array<() => void>;

  constructor(options: {
    openChoreo: {
      cache: Pick<OpenChoreoService['cache'], 'onChange' | 'onFreshness'>;
    };
    logger: LoggerService;
  }) {
    const { cache } = options.openChoreo;
    this.#logger = options.logger;
    const scheduleAll = () =>
      this.#channels.forEach(channel => channel.schedule());
    // An answer may change by time alone.
    const timer = setInterval(scheduleAll, refreshAllMs);
    timer.unref();
    this.#stops = [
      () => clearInterval(timer),
      cache.onFreshness(scheduleAll),
      cache.onChange(change => {
        for (const channel of this.#channels) {
          if (channel.source.isAffectedBy(change)) channel.schedule();
        }
      }),
    ];
  }

  /** Aborted when the feed is closed. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const channel of this.#channels) channel.close();
    this.#closed.abort();
  }

  /**
   * Sends the answer of a source to the subscriber as soon as it is computed, and whenever it changes.
   *
   * @returns how to unsubscribe
   */
  subscribe(source: LiveSource, subscriber: LiveSubscriber): () => void {
    const channel = this.#channelOf(source);
    channel.add(subscriber);
    return () => {
      channel.delete(subscriber);
      if (channel.isEmpty) this.#remove(channel);
    };
  }

  #channelOf(source: LiveSource): LiveChannel {
    const { key } = source;
    const existing = key === undefined ? undefined : this.#shared.get(key);
    if (existing) return existing;
    const isShared = key !== undefined;
    const channel = new LiveChannel(source, {
      debounceMs: isShared ? sharedDebounceMs : personalDebounceMs,
      run: compute => this.#run(source, compute),
      onDefect: error =>
        this.#logger.error('Could not compute a live answer', error),
    });
    this.#channels.add(channel);
    if (isShared) this.#shared.set(key, channel);
    return channel;
  }

  /** Reads of data planes are limited where they are made: a slow one must not delay the answers of the cache. */
  #run(
    { key, caller, isRemote }: LiveSource,
    compute: () => Promise<void>,
  ): void {
    if (isRemote) void compute();
    else if (key === undefined) this.#runPersonal(caller, compute);
    else this.#runShared(caller, compute);
  }

  #remove(channel: LiveChannel): void {
    const { key } = channel.source;
    this.#channels.delete(channel);
    if (key !== undefined && this.#shared.get(key) === channel) {
      this.#shared.delete(key);
    }
  }
}
