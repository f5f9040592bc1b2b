import { Clock, systemClock } from '../clock/Clock';
import { SharedInformer } from '../informer/SharedInformer';
import { Logger, silentLogger } from '../logging/Logger';
import { messageOf } from '../logging/errors';
import { Metrics, noMetrics } from '../metrics/Metrics';
import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { lowPriority, WorkQueue } from '../queue/WorkQueue';

/**
 * An error that a retry does not fix. The controller logs it and waits for the next change.
 *
 * @public
 */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
}

/**
 * Result of a reconciliation.
 *
 * @public
 */
export interface ReconcileResult {
  /** Reconcile again after this many milliseconds. */
  requeueAfter?: number;
}

/**
 * A change of an object, as passed to the predicate of a controller.
 *
 * @public
 */
export type ObjectChange<T> =
  | { type: 'add'; object: T; initial: boolean }
  | { type: 'update'; before: T; object: T; resync: boolean }
  | { type: 'delete'; object: T; stale: boolean };

/** @public */
export interface ChangeOptions {
  /** Delay in milliseconds in which changes of the same key are combined. Default 0. */
  gatherMs?: number;
  /** Priority of changes in the work queue. Default 0. */
  priority?: number;
}

/** @public */
export interface ControllerOptions {
  /** Name in metrics and logs. */
  name: string;
  /**
   * Reconciles one object. Level-triggered: it gets the key, not the change. After an error it is called again with exponential backoff,
   * unless the error is a {@link TerminalError}. The signal is aborted when the controller stops.
   */
  reconcile: (
    key: string,
    signal: AbortSignal,
  ) => Promise<ReconcileResult | void>;
  /** Maximum number of concurrent reconciliations. Default 1. */
  concurrency?: number;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
}

/**
 * Calls `reconcile` for the keys of changed objects: never concurrently for one key, again after errors, and not before the caches are
 * synced.
 *
 * @public
 */
export class Controller {
  readonly name: string;
  /** The work queue, to add keys from other sources. */
  readonly queue: WorkQueue;
  readonly #options: ControllerOptions;
  readonly #concurrency: number;
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  readonly #clock: Clock;
  readonly #informers = new Set<{
    waitForSync(signal: AbortSignal): Promise<void>;
  }>();
  #active = 0;

  constructor(options: ControllerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#concurrency = options.concurrency ?? 1;
    this.#logger = options.logger ?? silentLogger;
    this.#metrics = options.metrics ?? noMetrics;
    this.#clock = options.clock ?? systemClock;
    this.queue = new WorkQueue({
      name: options.name,
      metrics: this.#metrics,
      clock: this.#clock,
    });
  }

  /**
   * Adds keys to the work queue when objects of an informer change.
   *
   * @param mapToKeys - keys to reconcile for an object; the key of the object by default. Called with both versions of an update.
   * @param filter - predicate for changes; all by default
   * @param options - delay and priority of the keys
   */
  watch<T extends KubeObject>(
    informer: SharedInformer<T>,
    mapToKeys?: (object: T) => readonly string[],
    filter?: (change: ObjectChange<T>) => boolean,
    options?: ChangeOptions,
  ): this {
    this.#informers.add(informer);
    watchInformer(this.queue, informer, mapToKeys, filter, options);
    return this;
  }

  /**
   * Runs until the signal is aborted. Resolves when the last reconciliation has ended.
   */
  async start(signal: AbortSignal): Promise<void> {
    const onAbort = () => this.queue.shutdown();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.all(
        [...this.#informers].map(each => each.waitForSync(signal)),
      );
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      throw error;
    }
    this.#metrics.set(
      'controller_runtime_max_concurrent_reconciles',
      { controller: this.name },
      this.#concurrency,
    );
    await Promise.all(
      Array.from({ length: this.#concurrency }, () => this.#work(signal)),
    );
  }

  /** Resolves when no key waits for a worker or is processed. Delayed keys do not count. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  async #work(signal: AbortSignal): Promise<void> {
    for (;;) {
      const key = await this.queue.get();
      if (key === undefined) {
        return;
      }
      if (!signal.aborted) {
        this.#countActive(1);
        await this.#reconcile(key, signal);
        this.#countActive(-1);
      }
      this.queue.done(key);
    }
  }

  /** Never throws. */
  async #reconcile(key: string, signal: AbortSignal): Promise<void> {
    const started = this.#clock.monotonic();
    const result = await this.#attempt(key, signal);
    const controller = this.name;
    this.#metrics.observe(
      'controller_runtime_reconcile_time_seconds',
      { controller },
      (this.#clock.monotonic() - started) / 1000,
    );
    this.#metrics.add('controller_runtime_reconcile_total', {
      controller,
      result,
    });
  }

  async #attempt(
    key: string,
    signal: AbortSignal,
  ): Promise<'success' | 'requeue_after' | 'error'> {
    try {
      const result = await this.#options.reconcile(key, signal);
      this.queue.forget(key);
      if (result?.requeueAfter === undefined) {
        return 'success';
      }
      this.queue.addAfter(key, result.requeueAfter);
      return 'requeue_after';
    } catch (error) {
      if (!signal.aborted) {
        this.#fail(key, error);
      }
      return 'error';
    }
  }

  #fail(key: string, error: unknown): void {
    const controller = this.name;
    const meta = { controller, key, error: messageOf(error) };
    this.#metrics.add('controller_runtime_reconcile_errors_total', {
      controller,
    });
    if (error instanceof TerminalError) {
      this.#metrics.add('controller_runtime_terminal_reconcile_errors_total', {
        controller,
      });
      this.queue.forget(key);
      this.#logger.error(
        `${controller}: reconciling ${key} failed; not retried until it changes`,
        meta,
      );
      return;
    }
    const retryInMs = this.queue.addRateLimited(key);
    this.#logger.warn(`${controller}: reconciling ${key} failed; retrying`, {
      ...meta,
      retryInMs,
    });
  }

  #countActive(by: 1 | -1): void {
    this.#active += by;
    this.#metrics.set(
      'controller_runtime_active_workers',
      { controller: this.name },
      this.#active,
    );
  }
}

/**
 * Adds keys to a work queue when objects of an informer change. {@link Controller.watch} for other queues.
 *
 * @param mapToKeys - keys to reconcile for an object; the key of the object by default. Called with both versions of an update.
 * @param filter - predicate for changes; all by default
 * @param options - delay and priority of the keys
 *
 * @public
 */
export function watchInformer<T extends KubeObject>(
  queue: Pick<WorkQueue, 'addAfter'>,
  informer: SharedInformer<T>,
  mapToKeys: (object: T) => readonly string[] = object => [keyOf(object)],
  filter: (change: ObjectChange<T>) => boolean = () => true,
  { gatherMs = 0, priority: usual = 0 }: ChangeOptions = {},
): void {
  const add = (change: ObjectChange<T>, priority: number) => {
    if (filter(change)) {
      const keys = new Set(mapToKeys(change.object));
      if (change.type === 'update' && change.before !== change.object) {
        mapToKeys(change.before).forEach(key => keys.add(key));
      }
      keys.forEach(key => queue.addAfter(key, gatherMs, { priority }));
    }
  };
  informer.addHandler({
    onAdd: (object, { initial }) =>
      add({ type: 'add', object, initial }, initial ? lowPriority : usual),
    onUpdate: (before, object, { resync }) =>
      add(
        { type: 'update', before, object, resync },
        resync ? lowPriority : usual,
      ),
    onDelete: (object, { stale }) =>
      add({ type: 'delete', object, stale }, usual),
  });
}
