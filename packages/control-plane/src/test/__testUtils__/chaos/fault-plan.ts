import { createHash } from 'node:crypto';

/**
 * What happens to a request instead of an answer, or to a watch:
 *
 * - `conflict`, `tooManyRequests`, `internalError`, `unavailable`: it is rejected with 409, 429, 500 or 503;
 * - `lostRequest`: the connection ends before the server gets it;
 * - `lostResponse`: the server processes it, and the connection ends before the answer;
 * - `timeout`: the server processes it and does not answer, until the connection ends.
 */
export type Fault =
  | 'conflict'
  | 'tooManyRequests'
  | 'internalError'
  | 'unavailable'
  | 'lostRequest'
  | 'lostResponse'
  | 'timeout';

/** Cumulative probabilities of the faults of a request. */
const faultsOfWrites: readonly (readonly [Fault, number])[] = [
  ['conflict', 0.05],
  ['tooManyRequests', 0.07],
  ['internalError', 0.1],
  ['unavailable', 0.12],
  ['lostRequest', 0.14],
  ['lostResponse', 0.18],
  ['timeout', 0.185],
];

const faultsOfReads: readonly (readonly [Fault, number])[] = [
  ['tooManyRequests', 0.02],
  ['internalError', 0.04],
  ['lostRequest', 0.06],
];

/** The same request fails at most this often, so that every scenario ends. */
const maxFaults = 2;

/** The same watch ends at most this often: each time the client waits longer before it opens it again. */
const maxEndedWatches = 1;

/** The process ends at most this often. */
const maxKills = 3;

/** Limits of what a seed chooses, in milliseconds. */
const maxWatchMs = 4_000;
const maxEventDelayMs = 300;
const maxOutageMs = 2_500;

/** Numbers of writes between two ends of the process. */
const killAfterWrites = { min: 3, max: 50 };

/**
 * What goes wrong in a run. The same seed chooses the same fault for the same request, whatever runs at the same time: the choice is
 * made by a hash of the seed, the request, and how often it was sent.
 */
export class FaultPlan {
  readonly #seed: number;
  readonly #counts = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The fault of a request; undefined: it is answered. */
  faultOf(method: string, path: string): Fault | undefined {
    const request = `${method} ${path}`;
    const count = this.#count(request);
    if (count > maxFaults) return undefined;
    const chance = this.#number(`${request} ${count}`);
    const faults = method === 'GET' ? faultsOfReads : faultsOfWrites;
    const fault = faults.find(([, below]) => chance < below)?.[0];
    // A create is never rejected with a conflict: AlreadyExists would be wrong.
    return fault === 'conflict' && method === 'POST' ? 'lostResponse' : fault;
  }

  /** Milliseconds after which a watch ends; undefined: it does not. */
  watchMs(path: string): number | undefined {
    const count = this.#count(`watch ${path}`);
    return count > maxEndedWatches
      ? undefined
      : this.#number(`watch ${path} ${count}`) * maxWatchMs;
  }

  /** Milliseconds by which a watch is late, so that the events of two watches change places. */
  eventDelayMs(path: string): number {
    const chance = this.#number(
      `delay ${path} ${this.#count(`delay ${path}`)}`,
    );
    return chance < 0.5 ? 0 : (chance - 0.5) * 2 * maxEventDelayMs;
  }

  /** The number of writes until the process ends for the n-th time, and whether the last one is processed; undefined: it does not. */
  kill(n: number): { afterWrites: number; isProcessed: boolean } | undefined {
    if (n >= maxKills) return undefined;
    const { min, max } = killAfterWrites;
    return {
      afterWrites: min + Math.floor(this.#number(`kill ${n}`) * (max - min)),
      isProcessed: this.#number(`kill ${n} processed`) < 0.5,
    };
  }

  /** Milliseconds for which the data plane is dead in a step; 0 in half of the steps. */
  outageMs(step: number): number {
    const chance = this.#number(`outage ${step}`);
    return chance < 0.5 ? 0 : (chance - 0.5) * 2 * maxOutageMs;
  }

  #count(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  /** A number in [0, 1) for a choice. */
  #number(choice: string): number {
    const hash = createHash('sha256')
      .update(`${this.#seed} ${choice}`)
      .digest();
    return hash.readUInt32BE(0) / 2 ** 32;
  }
}
