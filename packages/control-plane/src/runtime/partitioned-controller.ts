import {
  ChangeOptions,
  Controller,
  ControllerOptions,
  KubeObject,
  ObjectChange,
  SharedInformer,
  WorkQueue,
  watchInformer,
} from '@promenade/kube-client';

/** Options of {@link PartitionedController}. */
export interface PartitionedControllerOptions extends ControllerOptions {
  /** Returns the partition of a key. It may change with the object; the key then moves to the queue of the new partition. */
  partitionOf: (key: string) => string;
  /** Maximum number of concurrent reconciles of each partition. Default 1. */
  concurrency?: number;
}

/**
 * A controller with a work queue and workers for each partition, so that slow reconciles delay only keys of their own
 * partition. As with {@link Controller}, a key is never reconciled concurrently.
 */
export class PartitionedController {
  /** Adds keys to the queue of their partition. */
  readonly queue: Pick<WorkQueue, 'add' | 'addAfter'> = {
    add: (key, options) => this.#partition(key).queue.add(key, options),
    addAfter: (key, ms, options) =>
      this.#partition(key).queue.addAfter(key, ms, options),
  };
  readonly #options: PartitionedControllerOptions;
  readonly #partitions = new Map<string, Controller>();
  readonly #informers = new Set<Pick<SharedInformer<never>, 'waitForSync'>>();
  readonly #active = new Set<string>();
  /** Keys that were taken from the queue of a new partition while the former one still reconciles them. */
  readonly #postponed = new Set<string>();
  readonly #ended: Promise<void>[] = [];
  /** Number of keys that changed their queue. */
  #moves = 0;
  #signal?: AbortSignal;

  constructor(options: PartitionedControllerOptions) {
    this.#options = options;
  }

  /** See {@link Controller.watch}. */
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

  /** Runs until the signal is aborted. Resolves when the last reconcile has ended. */
  async start(signal: AbortSignal): Promise<void> {
    try {
      await Promise.all(
        [...this.#informers].map(informer => informer.waitForSync(signal)),
      );
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    this.#signal = signal;
    for (const controller of this.#partitions.values()) {
      this.#ended.push(controller.start(signal));
    }
    await new Promise<void>(resolve => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.all(this.#ended);
  }

  /** Resolves when no key waits for a worker or is reconciled. Delayed keys do not count. */
  async idle(): Promise<void> {
    for (;;) {
      const moves = this.#moves;
      const partitions = [...this.#partitions.values()];
      await Promise.all(partitions.map(controller => controller.idle()));
      if (
        moves === this.#moves &&
        partitions.length === this.#partitions.size
      ) {
        return;
      }
    }
  }

  #partition(key: string): Controller {
    const name = this.#options.partitionOf(key);
    const existing = this.#partitions.get(name);
    if (existing) return existing;
    const controller = new Controller({
      ...this.#options,
      name: name ? `${this.#options.name}/${name}` : this.#options.name,
      reconcile: (each, signal) => this.#reconcile(name, each, signal),
    });
    this.#partitions.set(name, controller);
    if (this.#signal) this.#ended.push(controller.start(this.#signal));
    return controller;
  }

  async #reconcile(partition: string, key: string, signal: AbortSignal) {
    if (this.#options.partitionOf(key) !== partition) {
      this.#move(key);
      return undefined;
    }
    if (this.#active.has(key)) {
      this.#postponed.add(key);
      return undefined;
    }
    this.#active.add(key);
    try {
      return await this.#options.reconcile(key, signal);
    } finally {
      this.#active.delete(key);
      if (this.#postponed.delete(key)) this.#move(key);
    }
  }

  #move(key: string): void {
    this.#moves += 1;
    this.queue.add(key);
  }
}
