import { ConnectionError } from '@promenade/kube-client';
import { apiError, conflict } from './api-errors';
import type { RecordedWrite } from './recorded-write';
import { seededRandom } from './seeded-random';

/** Probabilities of faults, while there are any. */
const conflictRate = 0.1;
const unavailableRate = 0.05;
const lostResponseRate = 0.05;
const deliveryRate = 0.3;

/** Number of injected errors after which no more are injected, so that reconciling ends. */
const maxErrors = 40;

/** Injects errors into writes, before and after the server processes them, and delays into the delivery of changes, at random. The same seed gives the same faults. */
export class FaultInjector {
  readonly #random: () => number;
  #errorsLeft = maxErrors;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** Whether the cache receives the next change now. */
  shouldDeliver(): boolean {
    return this.#random() < deliveryRate;
  }

  /** @throws ApiError at random: a conflict of an update, or an unavailable API server */
  failWrite(verb: RecordedWrite['verb'], object: string): void {
    const chance = this.#random();
    if (this.#errorsLeft <= 0) return;
    const isUpdate = verb === 'update' || verb === 'status';
    if (isUpdate && chance < conflictRate) {
      this.#errorsLeft -= 1;
      throw conflict(object, 'injected');
    }
    if (chance < unavailableRate) {
      this.#errorsLeft -= 1;
      throw apiError(503, 'ServiceUnavailable', object);
    }
  }

  /** @throws ConnectionError at random: the server has processed the write, and its answer is lost */
  loseResponse(verb: RecordedWrite['verb'], object: string): void {
    const chance = this.#random();
    if (this.#errorsLeft <= 0 || chance >= lostResponseRate) return;
    this.#errorsLeft -= 1;
    throw new ConnectionError(`${verb} ${object}`, 'ECONNRESET', 'injected');
  }
}
