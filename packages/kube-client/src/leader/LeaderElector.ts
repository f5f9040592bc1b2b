import { LinkedAbort } from '../async/LinkedAbort';
import { sleep } from '../async/abortable';
import { KubeClient } from '../client/KubeClient';
import { Clock, systemClock } from '../clock/Clock';
import { Logger, silentLogger } from '../logging/Logger';
import { messageOf } from '../logging/errors';
import { Metrics, noMetrics } from '../metrics/Metrics';
import { LeaseLock } from './LeaseLock';

/** @public */
export interface LeaderElectorOptions {
  /** Server and credentials. Requests for the Lease use connections and limits of their own. */
  client: KubeClient;
  /** Namespace of the Lease. */
  namespace: string;
  /** Name of the Lease. All candidates of one election use the same. */
  name: string;
  /** Identity of this candidate. Must be unique. */
  identity: string;
  /** Time in milliseconds without a renewal after which another candidate may take over. Default 15 000. */
  leaseDurationMs?: number;
  /** Time in milliseconds for which a leader retries a renewal before it stops leading. Default 10 000. */
  renewDeadlineMs?: number;
  /** Time in milliseconds between attempts to acquire or renew. Default 2 000. */
  retryPeriodMs?: number;
  /** Called when a new leader is observed. */
  onNewLeader?: (identity: string) => void;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
  random?: () => number;
}

/** @public */
export interface LeaderCallbacks {
  /**
   * Runs while this process leads, until its signal is aborted. The lease is released after it returns, so that there are never
   * two leaders. If it throws, leadership ends and {@link LeaderElector.run} throws the same error.
   */
  onStarted(signal: AbortSignal): Promise<void> | void;
  /** Called when leadership has ended, for any reason. */
  onStopped?(): void;
}

/** Maximum factor by which a pause is extended at random, so that candidates do not collide. */
const jitter = 1.2;

/**
 * Elects one of several processes as leader with a Lease. The defaults are those of client-go: a dead leader is replaced within
 * fifteen seconds.
 *
 * @public
 */
export class LeaderElector {
  readonly #options: LeaderElectorOptions;
  readonly #client: KubeClient;
  readonly #lock: LeaseLock;
  readonly #leaseDurationMs: number;
  readonly #renewDeadlineMs: number;
  readonly #retryPeriodMs: number;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  #lastLeader = '';
  #leading = false;

  constructor(options: LeaderElectorOptions) {
    this.#options = options;
    this.#leaseDurationMs = options.leaseDurationMs ?? 15_000;
    this.#renewDeadlineMs = options.renewDeadlineMs ?? 10_000;
    this.#retryPeriodMs = options.retryPeriodMs ?? 2_000;
    if (
      this.#leaseDurationMs <= this.#renewDeadlineMs ||
      this.#renewDeadlineMs <= this.#retryPeriodMs * jitter
    ) {
      throw new RangeError(
        `leader election of ${options.name}: leaseDurationMs must be longer than renewDeadlineMs, and that longer than ${jitter} times retryPeriodMs`,
      );
    }
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? silentLogger;
    this.#metrics = options.metrics ?? noMetrics;
    // Renewals must not wait for other requests, and a request without a response must leave time for another attempt.
    this.#client = options.client.withOwnLimits({
      qps: 5,
      burst: 10,
      concurrency: 1,
      timeoutMs: this.#renewDeadlineMs / 2,
    });
    this.#lock = new LeaseLock({
      ...options,
      client: this.#client,
      durationMs: this.#leaseDurationMs,
      clock: this.#clock,
    });
  }

  /** Whether this process leads. */
  get isLeader(): boolean {
    return this.#leading;
  }

  /** Identity of the last observed leader. Empty if there is none. */
  get leader(): string {
    return this.#lock.holder;
  }

  /**
   * Acquires the lease, leads once, and resolves when leadership ends because the lease was lost or the signal was aborted.
   * A process that lost the lease should exit or call this again.
   */
  async run(callbacks: LeaderCallbacks, signal?: AbortSignal): Promise<void> {
    const stop = signal ?? new AbortController().signal;
    this.#setLeading(false);
    try {
      if (await this.#acquire(stop)) {
        await this.#leadOnce(callbacks, stop);
      }
    } finally {
      await this.#client.close();
    }
  }

  async #leadOnce(
    callbacks: LeaderCallbacks,
    stop: AbortSignal,
  ): Promise<void> {
    this.#setLeading(true);
    const leading = new AbortController();
    try {
      await this.#runLeader(callbacks, leading, stop);
    } finally {
      leading.abort();
      this.#setLeading(false);
      callbacks.onStopped?.();
    }
  }

  async #runLeader(
    callbacks: LeaderCallbacks,
    leading: AbortController,
    stop: AbortSignal,
  ): Promise<void> {
    let failure: { error: unknown } | undefined;
    const over = new LinkedAbort(stop);
    const work = (async () => callbacks.onStarted(leading.signal))().catch(
      error => {
        failure = { error };
        over.abort();
      },
    );
    const renewedAt = await this.#renew(over.signal);
    over.unlink();
    leading.abort();
    const left = this.#leaseDurationMs - (this.#clock.monotonic() - renewedAt);
    if (await this.#waitForWork(left, work)) {
      await this.#release();
    }
    if (failure) {
      throw failure.error;
    }
  }

  /** @returns true when the lease is acquired, false if stopped before */
  async #acquire(stop: AbortSignal): Promise<boolean> {
    while (!stop.aborted) {
      if (await this.#tryAcquireOrRenew(stop, this.#renewDeadlineMs)) {
        return true;
      }
      await this.#pause(stop);
    }
    return false;
  }

  /** Renews until the renew deadline passes, another holder is observed, or it is stopped. @returns monotonic time of the last renewal */
  async #renew(stop: AbortSignal): Promise<number> {
    let renewedAt = this.#clock.monotonic();
    for (;;) {
      await this.#pause(stop);
      if (stop.aborted) {
        return renewedAt;
      }
      const askedAt = this.#clock.monotonic();
      const left = this.#renewDeadlineMs - (askedAt - renewedAt);
      if (left > 0 && (await this.#tryAcquireOrRenew(stop, left))) {
        renewedAt = askedAt;
      } else if (left <= 0 || !this.#lock.isHeld) {
        const { name, identity } = this.#options;
        this.#logger.error(`leader election of ${name}: lost the lease`, {
          identity,
          leader: this.#lock.holder,
        });
        return renewedAt;
      }
    }
  }

  async #tryAcquireOrRenew(
    stop: AbortSignal,
    withinMs: number,
  ): Promise<boolean> {
    const limit = new LinkedAbort(stop);
    const cancel = this.#clock.after(withinMs, () =>
      limit.abort(new Error(`no response within ${withinMs} ms`)),
    );
    try {
      return await this.#lock.acquireOrRenew(limit.signal);
    } catch (error) {
      if (!stop.aborted) {
        this.#logger.warn(
          `leader election of ${this.#options.name}: ${messageOf(error)}`,
        );
      }
      return false;
    } finally {
      cancel();
      limit.unlink();
      this.#reportNewLeader();
    }
  }

  async #release(): Promise<void> {
    const limit = new AbortController();
    const cancel = this.#clock.after(this.#retryPeriodMs, () => limit.abort());
    try {
      await this.#lock.release(limit.signal);
    } catch (error) {
      // The lease expires.
      this.#logger.warn(
        `leader election of ${
          this.#options.name
        }: could not release the lease: ${messageOf(error)}`,
      );
    } finally {
      cancel();
    }
  }

  /** Waits up to `ms` milliseconds for the work to end. @returns whether it ended */
  async #waitForWork(ms: number, work: Promise<void>): Promise<boolean> {
    const enough = new AbortController();
    const ended = await Promise.race([
      work.then(() => true),
      sleep(this.#clock, Math.max(0, ms), enough.signal).then(
        () => false,
        () => true,
      ),
    ]);
    enough.abort();
    return ended;
  }

  /** Waits for the retry period with jitter. Returns early if stopped. */
  async #pause(stop: AbortSignal): Promise<void> {
    const random = this.#options.random ?? Math.random;
    const ms = this.#retryPeriodMs * (1 + random() * (jitter - 1));
    await sleep(this.#clock, ms, stop).catch(() => {});
  }

  #reportNewLeader(): void {
    const { holder } = this.#lock;
    if (holder !== this.#lastLeader) {
      this.#lastLeader = holder;
      if (holder) {
        this.#logger.info(
          `leader election of ${this.#options.name}: ${holder} leads`,
        );
        this.#options.onNewLeader?.(holder);
      }
    }
  }

  #setLeading(leading: boolean): void {
    this.#leading = leading;
    this.#metrics.set(
      'leader_election_master_status',
      { name: this.#options.name },
      leading ? 1 : 0,
    );
  }
}
