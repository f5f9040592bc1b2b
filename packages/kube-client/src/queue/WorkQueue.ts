import { Clock, systemClock } from '../clock/Clock';
import { Metrics, noMetrics } from '../metrics/Metrics';
import { DelayQueue } from './DelayQueue';
import { PriorityQueue } from './PriorityQueue';

/**
 * Priority of what is only looked at again: the initial list and resyncs. Real changes have 0 and go first.
 *
 * @public
 */
export const lowPriority = -100;

/**
 * Priority of news about what is under way: it is brought to its end before anything else is begun.
 *
 * @public
 */
export const highPriority = 100;

/** @public */
export interface WorkQueueOptions {
  /** Label of its metrics. */
  name?: string;
  /** First wait after a failure, in milliseconds; doubles with each. Default 5. */
  baseDelayMs?: number;
  /** Longest wait after a failure, in milliseconds. Default 1 000 000. */
  maxDelayMs?: number;
  metrics?: Metrics;
  clock?: Clock;
}

/**
 * Keys to work on. A key waits at most once however often it is added, is never worked on twice at a time, and comes again if
 * it is added while it is worked on. Modelled on client-go's work queue.
 *
 * @public
 */
export class WorkQueue {
  readonly #ready = new PriorityQueue<string>();
  readonly #readySince = new Map<string, number>();
  readonly #delayed = new DelayQueue<string>();
  readonly #delayedPriority = new Map<string, number>();
  /** Being worked on, since when. */
  readonly #processing = new Map<string, number>();
  /** Added while being worked on, with which priority. */
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

  /** Number of keys that wait for their time. */
  get delayed(): number {
    return this.#delayed.size;
  }

  /** How often a key has failed since it was last forgotten. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Has the key worked on, soon. Real changes have priority 0. */
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

  /** Has the key worked on after `ms` milliseconds; sooner, if it is due sooner already. */
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

  /** Has the key worked on again after a failure: 5 ms later, then 10, 20 … up to 1000 s, until it is forgotten. */
  addRateLimited(key: string, options?: { priority?: number }): number {
    const failures = this.failures(key);
    this.#failures.set(key, failures + 1);
    this.#count('workqueue_retries_total');
    const delay = Math.min(this.#baseDelayMs * 2 ** failures, this.#maxDelayMs);
    this.addAfter(key, delay, options);
    return delay;
  }

  /** The key has succeeded: the next failure is its first. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /**
   * The next key to work on; call {@link WorkQueue.done} for it, always. Undefined when the queue was shut down and is empty.
   */
  get(): Promise<string | undefined> {
    return new Promise(resolve => {
      this.#waiters.push(resolve);
      this.#dispatch();
    });
  }

  /** The work on a key is over, well or badly. */
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

  /** Resolves when nothing waits for a worker and nothing is worked on. Keys that wait for their time do not count. */
  idle(): Promise<void> {
    return new Promise(resolve => {
      this.#idle.push(resolve);
      this.#dispatch();
    });
  }

  /** Takes nothing more. What waits for a worker is still handed out; what waits for its time is dropped. */
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

  /** Gives keys to those who wait for one. */
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

  /** Sees to it that the earliest of the delayed is added in time. */
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
    // A timer may fire a fraction of a millisecond before its time.
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
