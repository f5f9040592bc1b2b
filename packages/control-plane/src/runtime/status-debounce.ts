import { Clock, KubeObject } from '@promenade/kube-client';

/** How long a state that is about to pass may go untold, in milliseconds: one that lasts is seen within about a second. */
export const statusDebounceMs = 1_000;

/**
 * The same, in milliseconds, for what another controller of this process has not come to look at yet: that nothing is told
 * says so. It tells as soon as it has looked, so that this is for one that never does.
 */
export const dependencyDebounceMs = 30_000;

/** With each so many states that wait to pass, they may go untold as long again: telling them would keep the others waiting. */
const rush = 16;

/** But no longer than this, in milliseconds, unless asked for longer. */
const longestInRushMs = 5_000;

/** After so many milliseconds nobody asks for an object any more: it is gone. */
const forgottenMs = 60_000;

interface Waiting {
  readonly version?: string;
  readonly since: number;
}

/**
 * Keeps states that pass from being written: what is deployed goes through many of them within a second, and each would cost
 * a write to the API server that nobody reads. It counts from when the status of an object fell behind, however often the
 * state changes since, so that a status is never behind for longer than asked for, or for five seconds where very many change
 * at a time. Nothing of it need survive the process.
 */
export class StatusDebounce {
  readonly #waiting = new Map<string, Waiting>();

  constructor(private readonly clock: Clock) {}

  /**
   * Whether the status of an object, in the version that was read, may go unwritten for now.
   *
   * @param limitMs - for how long it may, in milliseconds; 0 for not at all
   * @returns milliseconds until it may not; 0 when it is to be written
   */
  remainingMs({ metadata }: KubeObject, limitMs: number): number {
    const { uid = '', resourceVersion: version } = metadata;
    const now = this.clock.monotonic();
    const known = this.#waiting.get(uid);
    const since = known?.version === version ? known?.since ?? now : now;
    const left = since + this.#inRush(limitMs) - now;
    this.#waiting.delete(uid);
    if (left <= 0) {
      return 0;
    }
    this.#forgetUntil(now - forgottenMs);
    this.#waiting.set(uid, { version, since });
    return left;
  }

  #inRush(limitMs: number): number {
    const asLongAgain = Math.floor(this.#waiting.size / rush);
    return Math.max(
      limitMs,
      Math.min(limitMs * (1 + asLongAgain), longestInRushMs),
    );
  }

  /** Those that were asked for longest ago come first. */
  #forgetUntil(time: number): void {
    for (const [uid, { since }] of this.#waiting) {
      if (since > time) {
        return;
      }
      this.#waiting.delete(uid);
    }
  }
}
