import { Clock } from '../clock/Clock';
import { sleep } from '../async/abortable';

/**
 * Lets `burst` callers through at once and `qps` per second after that, in the order they came.
 */
export class TokenBucket {
  #tokens: number;
  #filledAt: number;

  constructor(
    /** Per second; 0 lets everyone through. */
    private readonly qps: number,
    private readonly burst: number,
    private readonly clock: Clock,
  ) {
    this.#tokens = burst;
    this.#filledAt = clock.monotonic();
  }

  /** Waits for a turn. An aborted wait gives its turn back. */
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
