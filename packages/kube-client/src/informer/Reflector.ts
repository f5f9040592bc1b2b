import { LinkedAbort } from '../async/LinkedAbort';
import { sleep } from '../async/abortable';
import { ApiError, isGone, isNotFound } from '../client/ApiError';
import { WatchDecodeError, WatchEvent } from '../client/openWatch';
import { toError } from '../logging/errors';
import { KubeObject } from '../objects/KubeObject';
import { Backoff } from './Backoff';
import { ReflectorOptions } from './ReflectorOptions';
import { InitialEvents } from './InitialEvents';
import { watchListFailure, WatchListSupport } from './WatchListSupport';
import { Watchdog } from './Watchdog';

class WatchTimeoutError extends Error {
  constructor(readonly silentMs: number) {
    super(`no activity on the watch for ${silentMs} ms`);
  }
}

/** Minimum timeout of a watch; the maximum is twice that. Like client-go, so that watches are rebalanced between API servers. */
const shortestWatchSeconds = 300;
/** Time after the timeout in which the server must have closed the watch. */
const closeGraceMs = 30_000;
/** Maximum time without activity on a server that sends bookmarks, which it does about once a minute. */
const maxIdleWithBookmarksMs = 180_000;
/** A watch that ends sooner than this and without an event is counted as short. */
const shortWatchMs = 1_000;

/** Retry delay for a type that is not served, so that it is found soon after its definition is installed. */
const typeNotFoundRetryMs = 3_000;
/** If a list expires sooner than this, the next list is delayed. */
const relistBackoffWindowMs = 60_000;

/**
 * Lists and watches a type and keeps a store up to date, like the Reflector of client-go. Recovers from every error until the signal
 * is aborted.
 */
export class Reflector<T extends KubeObject> {
  readonly #options: ReflectorOptions<T>;
  readonly #backoff: Backoff;
  /** Resource version of the next watch. Undefined if a list is needed. */
  #resourceVersion?: string;
  /** Whether to list from the watch cache of the server (`resourceVersion=0`). False after a 410: the cache was too old. */
  #canListFromCache = true;
  /** Whether the next list must not be streamed, because streaming it failed. */
  #mustList = false;
  /** Whether the server did not support WatchList although the options ask for it. */
  #isWatchListUnsupported = false;
  /** Monotonic time of the last list or of the last attempt. */
  #lastListAt = -Infinity;
  /** Time of the last list or event, in milliseconds since 1970. */
  lastSeen?: number;

  constructor(options: ReflectorOptions<T>) {
    this.#options = options;
    this.#backoff = new Backoff(options.clock, options.random);
  }

  /** Current resource version. Empty before the first list. */
  get resourceVersion(): string {
    return this.#resourceVersion ?? '';
  }

  /** Runs until the signal is aborted. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pauseMs = await this.#listOrWatch(signal);
      if (pauseMs > 0 && !signal.aborted) {
        // Rejects only when aborted, which ends the loop.
        await sleep(this.#options.clock, pauseMs, signal).catch(() => {});
      }
    }
    this.#options.emit({ type: 'stopped' });
  }

  /** Lists or watches once. @returns delay in milliseconds before the next call */
  async #listOrWatch(signal: AbortSignal): Promise<number> {
    if (this.#resourceVersion !== undefined) {
      return this.#watch(signal);
    }
    return (await this.#shouldStream())
      ? this.#watch(signal)
      : this.#list(signal);
  }

  async #shouldStream(): Promise<boolean> {
    const { client, clock, watchList } = this.#options;
    if (this.#mustList || this.#isWatchListUnsupported) {
      return false;
    }
    try {
      return (
        watchList ?? (await WatchListSupport.of(client).isSupported(clock))
      );
    } catch {
      return false; // the list will fail in the same way and report it
    }
  }

  async #list(signal: AbortSignal): Promise<number> {
    const { client, type, clock, emit, metrics, name } = this.#options;
    const started = clock.monotonic();
    try {
      metrics.add('reflector_lists_total', { name });
      const { items, resourceVersion } = await client.list<T>(type, {
        namespace: this.#options.namespace,
        labelSelector: this.#options.labelSelector,
        fieldSelector: this.#options.fieldSelector,
        metadataOnly: this.#options.metadataOnly,
        limit: this.#options.pageSize,
        resourceVersion: this.#canListFromCache ? '0' : undefined,
        signal,
      });
      this.#replace(items, resourceVersion, started, false);
      return 0;
    } catch (thrown) {
      if (signal.aborted) {
        return 0;
      }
      const error = toError(thrown);
      this.#canListFromCache &&= !isGone(error);
      const retryInMs = this.#retryDelay(error);
      emit({ type: 'listFailed', error, retryInMs });
      return retryInMs;
    }
  }

  async #watch(signal: AbortSignal): Promise<number> {
    const { client, type, clock, emit, random, metrics, name } = this.#options;
    const started = clock.monotonic();
    const from = this.#resourceVersion;
    const timeoutSeconds = Math.round(shortestWatchSeconds * (1 + random()));
    const ended = new LinkedAbort(signal);
    const watchdog = new Watchdog(
      clock,
      silentMs => ended.abort(new WatchTimeoutError(silentMs)),
      timeoutSeconds * 1000 + closeGraceMs,
    );
    const initial =
      from === undefined
        ? new InitialEvents<T>(clock, error => ended.abort(error))
        : undefined;
    let events = 0;
    try {
      metrics.add('reflector_watches_total', { name });
      const stream = await client.watch<T>(type, {
        namespace: this.#options.namespace,
        labelSelector: this.#options.labelSelector,
        fieldSelector: this.#options.fieldSelector,
        metadataOnly: this.#options.metadataOnly,
        resourceVersion: from,
        sendInitialEvents: from === undefined,
        allowWatchBookmarks: true,
        timeoutSeconds,
        signal: ended.signal,
        onActivity: () => watchdog.reset(),
      });
      emit({ type: 'watching', resourceVersion: this.resourceVersion });
      for await (const event of stream) {
        if (!initial || initial.isComplete) {
          this.#handleEvent(event);
        } else {
          initial.add(event);
          if (initial.isComplete) {
            this.#replace(initial.objects, versionOf(event), started, true);
          }
        }
        if (event.type === 'BOOKMARK') {
          watchdog.reset(maxIdleWithBookmarksMs);
        } else {
          events += 1;
        }
      }
      if (initial?.isComplete === false) {
        throw new WatchDecodeError(
          'the watch ended before the bookmark that ends the initial events',
        );
      }
      return this.#handleClose(events, clock.monotonic() - started);
    } catch (thrown) {
      if (signal.aborted) {
        return 0;
      }
      return this.#handleError(toError(thrown), initial?.isComplete === false);
    } finally {
      watchdog.stop();
      initial?.stop();
      ended.unlink();
    }
  }

  #replace(
    objects: T[],
    resourceVersion: string,
    started: number,
    streamed: boolean,
  ): void {
    const { clock, store, emit, metrics, name } = this.#options;
    const tookMs = clock.monotonic() - started;
    this.#lastListAt = clock.monotonic();
    const staleDeletes = store.replace(objects);
    this.#resourceVersion = resourceVersion;
    this.#mustList = false;
    this.lastSeen = clock.now();
    metrics.observe('reflector_items_per_list', { name }, objects.length);
    metrics.observe('reflector_list_duration_seconds', { name }, tookMs / 1000);
    emit({
      type: 'relist',
      resourceVersion,
      objects: objects.length,
      staleDeletes,
      streamed,
      tookMs,
    });
  }

  #handleEvent(event: WatchEvent<T>): void {
    const { store, emit, clock } = this.#options;
    const resourceVersion = versionOf(event);
    switch (event.type) {
      case 'BOOKMARK':
        emit({ type: 'bookmark', resourceVersion });
        break;
      case 'DELETED':
        store.remove(event.object);
        break;
      default:
        store.upsert(event.object);
    }
    if (resourceVersion) {
      this.#resourceVersion = resourceVersion;
    }
    this.lastSeen = clock.now();
  }

  #handleClose(events: number, lastedMs: number): number {
    const { emit, metrics, name } = this.#options;
    emit({ type: 'closed', events, lastedMs });
    if (events > 0 || lastedMs >= shortWatchMs) {
      return 0;
    }
    // A server or proxy that closes watches at once is not failing: a fixed delay keeps the cache fresh.
    metrics.add('reflector_short_watches_total', { name });
    return shortWatchMs;
  }

  #handleError(error: Error, initial: boolean): number {
    const { emit } = this.#options;
    const resourceVersion = this.resourceVersion;
    const failure = initial ? watchListFailure(error) : undefined;
    if (failure) {
      return this.#fallBackToList(error, failure);
    }
    if (isGone(error)) {
      if (initial) {
        this.#lastListAt = this.#options.clock.monotonic();
      }
      this.#resourceVersion = undefined;
      this.#canListFromCache = false;
      emit({ type: 'gone', resourceVersion, error });
      return this.#options.clock.monotonic() - this.#lastListAt <
        relistBackoffWindowMs
        ? this.#retryDelay(error)
        : 0;
    }
    if (error instanceof WatchTimeoutError) {
      emit({ type: 'stalled', silentMs: error.silentMs });
      return 0;
    }
    const retryInMs = this.#retryDelay(error);
    if (error instanceof WatchDecodeError) {
      emit({ type: 'decodeError', error });
    }
    if (error instanceof ApiError && error.code === 429) {
      emit({ type: 'throttled', error, retryInMs });
    } else {
      emit({ type: 'reconnect', error, resourceVersion, retryInMs });
    }
    return retryInMs;
  }

  #fallBackToList(error: Error, failure: 'unsupported' | 'failed'): number {
    const { client, clock, emit, watchList } = this.#options;
    this.#mustList = true;
    emit({ type: 'watchListRefused', error });
    if (failure === 'failed') {
      return this.#retryDelay(error);
    }
    this.#isWatchListUnsupported = watchList === true;
    WatchListSupport.of(client).setUnsupported(clock);
    return 0;
  }

  #retryDelay(error: Error): number {
    if (isNotFound(error)) {
      return typeNotFoundRetryMs;
    }
    const asked = error instanceof ApiError ? error.retryAfterMs ?? 0 : 0;
    return Math.max(asked, this.#backoff.next());
  }
}

function versionOf({ object }: WatchEvent<KubeObject>): string {
  return object.metadata.resourceVersion ?? '';
}
