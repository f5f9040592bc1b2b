import { Clock } from '../clock/Clock';
import { sleep } from '../async/abortable';

/**
 * A token bucket rate limiter: `burst` callers at once and `qps` callers per second after that, in FIFO order.
 */
export class TokenBucket {
  #tokens: number;
  #filledAt: number;

  constructor(
    /** Callers per second. 0 disables the limit. */
    private readonly qps: number,
    private readonly burst: number,
    private readonly clock: Clock,
  ) {
    this.#tokens = burst;
    this.#filledAt = clock.monotonic();
  }

  /** Waits for a token. An aborted wait returns its token. */
  async take(signal?: AbortSignal): Promise<void> {
    if (this.qps <= 0) {
      return;
    }
    const wait = this.#reserve();
    if (wait === 0) {
      return;
    }
    try {
      await sleep(this.clock, wait, signal);
    } catch (error) {
      this.#tokens += 1;
      throw error;
    }
  }

  #reserve(): number {
    const now = this.clock.monotonic();
    const earned = ((now - this.#filledAt) / 1000) * this.qps;
    this.#tokens = Math.min(this.burst, this.#tokens + earned) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.qps) * 1000;
  }
}
