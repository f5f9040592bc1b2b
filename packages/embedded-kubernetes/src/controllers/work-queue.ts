import { realTimers, type Timers } from './timers';

/** How long the queue runs before it yields to the event loop. */
const sliceMs = 5;
const initialRetryMs = 1000;
const maxRetryMs = 60_000;

/** Options of a work queue. */
export interface WorkQueueOptions<Item> {
  /** Identifies an item. */
  keyOf(item: Item): string;
  /** Processes an item; returns the milliseconds after which to process it again, if any. May add items. */
  work(item: Item): number | undefined | void;
  /** Called with each failure and the key of the item, which is retried with a back-off. */
  onError(error: unknown, key: string): void;
  timers?: Timers;
}

/** Processes items asynchronously. An item that is added several times before its turn is processed once. */
export class WorkQueue<Item = string> {
  private readonly items = new Map<string, Item>();
  /** Cancels the timer of each item that is processed again later. */
  private readonly timerCancellations = new Map<string, () => void>();
  private readonly failures = new Map<string, number>();
  private readonly timers: Timers;
  private cancelRun: (() => void) | undefined;
  private isStopped = false;

  constructor(private readonly options: WorkQueueOptions<Item>) {
    this.timers = options.timers ?? realTimers;
  }

  add(item: Item): void {
    if (this.isStopped) return;
    this.items.set(this.options.keyOf(item), item);
    this.cancelRun ??= this.timers.schedule(0, () => this.run());
  }

  /** Removes an item, including its retries. */
  remove(key: string): void {
    this.items.delete(key);
    this.cancelTimer(key);
    this.failures.delete(key);
  }

  stop(): void {
    this.isStopped = true;
    this.items.clear();
    this.cancelRun?.();
    for (const key of [...this.timerCancellations.keys()]) {
      this.cancelTimer(key);
    }
  }

  private run(): void {
    this.cancelRun = undefined;
    const deadline = performance.now() + sliceMs;
    for (const [key, item] of this.items) {
      this.items.delete(key);
      this.process(key, item);
      if (performance.now() > deadline) break;
    }
    if (this.items.size > 0 && !this.isStopped) {
      this.cancelRun ??= this.timers.schedule(0, () => this.run());
    }
  }

  private process(key: string, item: Item): void {
    this.cancelTimer(key);
    const delay = this.tryWork(key, item);
    if (delay === undefined || this.isStopped) return;
    const cancel = this.timers.schedule(delay, () => {
      this.timerCancellations.delete(key);
      this.add(item);
    });
    this.timerCancellations.set(key, cancel);
  }

  private tryWork(key: string, item: Item): number | undefined {
    try {
      const delay = this.options.work(item) ?? undefined;
      this.failures.delete(key);
      return delay;
    } catch (error) {
      const count = this.failures.get(key) ?? 0;
      this.failures.set(key, count + 1);
      this.options.onError(error, key);
      return Math.min(maxRetryMs, initialRetryMs * 2 ** count);
    }
  }

  private cancelTimer(key: string): void {
    this.timerCancellations.get(key)?.();
    this.timerCancellations.delete(key);
  }
}
