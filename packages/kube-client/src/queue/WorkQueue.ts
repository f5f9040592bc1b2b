import { Clock, systemClock } from '../clock/Clock';
import { Metrics, noMetrics } from '../metrics/Metrics';
import { DelayQueue } from './DelayQueue';
import { PriorityQueue } from './PriorityQueue';

/**
 * Priority of the initial list and of resyncs. Changes have priority 0.
 *
 * @public
 */
export const lowPriority = -100;

/**
 * Priority of changes that belong to an operation in progress.
 *
 * @public
 */
export const highPriority = 100;

/** @public */
export interface WorkQueueOptions {
  /** Label of the metrics. */
  name?: string;
  /** First delay after a failure in milliseconds. It doubles with each failure. Default 5. */
  baseDelayMs?: number;
  /** Maximum delay after a failure in milliseconds. Default 1 000 000. */
  maxDelayMs?: number;
  metrics?: Metrics;
  clock?: Clock;
}

/**
 * A queue of keys, like the work queue of client-go. A key is queued at most once, is never processed twice at the same time, and is
 * queued again if it is added while it is processed.
 *
 * @public
 */
export class WorkQueue {
  readonly #ready = new PriorityQueue<string>();
  readonly #readySince = new Map<string, number>();
  readonly #delayed = new DelayQueue<string>();
  readonly #delayedPriority = new Map<string, number>();
  /** Keys that are processed, with their start times. */
  readonly #processing = new Map<string, number>();
  /** Keys that were added while they are processed, with their priorities. */
  readonly #dirty = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  readonly #waiters: Array<(key: string | undefined) => void> = [];
  readonly #idle: Array<() => void> = [];
  readonly #name: string;
  readonly #baseDelayMs: number;
  readonly #maxDelayMs: number;
  readonly #metrics: Metrics;
  readonly #clock: Clock;
  readonly #endCollecting: () => void;
  #timer?: { due: number; cancel: () => void };
  #shutDown = false;

  constructor(options: WorkQueueOptions = {}) {
    this.#name = options.name ?? '';
    this.#baseDelayMs = options.baseDelayMs ?? 5;
    this.#maxDelayMs = options.maxDelayMs ?? 1_000_000;
    this.#metrics = options.metrics ?? noMetrics;
    this.#clock = options.clock ?? systemClock;
    this.#endCollecting = this.#metrics.onCollect(() => this.#collect());
  }

  /** Number of keys that wait for a worker. */
  get depth(): number {
    return this.#ready.size;
  }

  /** Number of keys that wait for their due time. */
  get delayed(): number {
    return this.#delayed.size;
  }

  /** Number of failures of a key since {@link WorkQueue.forget}. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Adds a key. Changes have priority 0. */
  add(key: string, { priority = 0 }: { priority?: number } = {}): void {
    if (this.#shutDown) {
      return;
    }
    if (this.#processing.has(key)) {
      const existing = this.#dirty.get(key);
      if (existing === undefined) {
        this.#count('workqueue_adds_total');
      }
      this.#dirty.set(key, Math.max(existing ?? priority, priority));
      return;
    }
    if (!this.#ready.has(key)) {
      this.#count('workqueue_adds_total');
      this.#readySince.set(key, this.#clock.monotonic());
    }
    this.#ready.add(key, priority);
    this.#dispatch();
  }

  /** Adds a key after `ms` milliseconds, or sooner if it is already due sooner. */
  addAfter(
    key: string,
    ms: number,
    { priority = 0 }: { priority?: number } = {},
  ): void {
    if (this.#shutDown) {
      return;
    }
    if (ms <= 0) {
      this.add(key, { priority });
      return;
    }
    const existing = this.#delayedPriority.get(key) ?? priority;
    this.#delayedPriority.set(key, Math.max(existing, priority));
    this.#delayed.add(key, this.#clock.monotonic() + ms);
    this.#startTimer();
  }

  /** Adds a key after a failure, with exponential backoff: 5 ms, 10 ms … up to 1000 s. @returns the delay in milliseconds */
  addRateLimited(key: string, options?: { priority?: number }): number {
    const failures = this.failures(key);
    this.#failures.set(key, failures + 1);
    this.#count('workqueue_retries_total');
    const delay = Math.min(this.#baseDelayMs * 2 ** failures, this.#maxDelayMs);
    this.addAfter(key, delay, options);
    return delay;
  }

  /** Resets the failures of a key. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /**
   * Resolves with the next key. Always call {@link WorkQueue.done} for it. Undefined when the queue is shut down and empty.
   */
  get(): Promise<string | undefined> {
    return new Promise(resolve => {
      this.#waiters.push(resolve);
      this.#dispatch();
    });
  }

  /** Marks the processing of a key as finished, whether it succeeded or failed. */
  done(key: string): void {
    const since = this.#processing.get(key);
    if (since === undefined) {
      return;
    }
    this.#processing.delete(key);
    this.#observe('workqueue_work_duration_seconds', since);
    const priority = this.#dirty.get(key);
    this.#dirty.delete(key);
    if (priority !== undefined) {
      this.#readySince.set(key, this.#clock.monotonic());
      this.#ready.add(key, priority);
    }
    this.#dispatch();
  }

  /** Resolves when no key waits for a worker or is processed. Delayed keys do not count. */
  idle(): Promise<void> {
    return new Promise(resolve => {
      this.#idle.push(resolve);
      this.#dispatch();
    });
  }

  /** Accepts no more keys. Queued keys are still returned; delayed keys are dropped. */
  shutdown(): void {
    this.#shutDown = true;
    this.#delayed.clear();
    this.#delayedPriority.clear();
    this.#dirty.clear();
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#endCollecting();
    this.#dispatch();
  }

  /** Passes queued keys to waiting workers. */
  #dispatch(): void {
    while (this.#waiters.length > 0) {
      const taken = this.#ready.take();
      if (!taken && !this.#shutDown) {
        break;
      }
      const waiter = this.#waiters.shift();
      if (taken) {
        this.#startProcessing(taken.key);
      }
      waiter?.(taken?.key);
    }
    this.#metrics.set(
      'workqueue_depth',
      { name: this.#name },
      this.#ready.size,
    );
    if (this.#ready.size === 0 && this.#processing.size === 0) {
      this.#idle.splice(0).forEach(resolve => resolve());
    }
  }

  #startProcessing(key: string): void {
    const now = this.#clock.monotonic();
    this.#processing.set(key, now);
    this.#observe(
      'workqueue_queue_duration_seconds',
      this.#readySince.get(key) ?? now,
    );
    this.#readySince.delete(key);
  }

  /** Starts a timer for the earliest delayed key. */
  #startTimer(): void {
    const due = this.#delayed.earliest;
    if (due === undefined || (this.#timer && this.#timer.due <= due)) {
      return;
    }
    this.#timer?.cancel();
    const cancel = this.#clock.after(due - this.#clock.monotonic(), () => {
      this.#timer = undefined;
      this.#addDue();
    });
    this.#timer = { due, cancel };
  }

  #addDue(): void {
    // A timer can fire a fraction of a millisecond early.
    const now = this.#clock.monotonic() + 1;
    for (
      let key = this.#delayed.takeDue(now);
      key !== undefined;
      key = this.#delayed.takeDue(now)
    ) {
      const priority = this.#delayedPriority.get(key);
      this.#delayedPriority.delete(key);
      this.add(key, { priority });
    }
    this.#startTimer();
  }

  #count(name: 'workqueue_adds_total' | 'workqueue_retries_total'): void {
    this.#metrics.add(name, { name: this.#name });
  }

  #observe(
    name:
      | 'workqueue_work_duration_seconds'
      | 'workqueue_queue_duration_seconds',
    since: number,
  ): void {
    const seconds = (this.#clock.monotonic() - since) / 1000;
    this.#metrics.observe(name, { name: this.#name }, seconds);
  }

  #collect(): void {
    const now = this.#clock.monotonic();
    let sum = 0;
    let longest = 0;
    for (const since of this.#processing.values()) {
      sum += (now - since) / 1000;
      longest = Math.max(longest, (now - since) / 1000);
    }
    const labels = { name: this.#name };
    this.#metrics.set('workqueue_unfinished_work_seconds', labels, sum);
    this.#metrics.set(
      'workqueue_longest_running_processor_seconds',
      labels,
      longest,
    );
  }
}
