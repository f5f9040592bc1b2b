import { isDeepStrictEqual, types } from 'node:util';
import { Clock, Logger, keyOf } from '@promenade/kube-client';
import {
  Promotion,
  PromotionGateStatus,
  QualityGate,
} from '@promenade/openchoreo-model';
import { GateOutcome, GateSubject, gateStatus, isEvaluated } from './gate';
import { RefusedRequest } from './http';

/** Sends one request of an evaluation. */
export type Ask = (
  gate: QualityGate,
  subject: GateSubject,
  evaluation: string,
  signal: AbortSignal,
) => Promise<GateOutcome>;

/** Maximum time for one request, in milliseconds. */
const requestTimeoutMs = 10_000;

/** Delays between requests, in milliseconds. They double. */
const firstDelayMs = 1_000;
const maxDelayMs = 60_000;

/** One evaluation: requests until the gate passes, fails or times out. */
interface Evaluation {
  readonly gate: QualityGate;
  readonly stop: AbortController;
  status: PromotionGateStatus;
}

/** The evaluations of a promotion by name of the gate. */
interface PromotionEvaluations {
  readonly uid: string | undefined;
  readonly gates: Map<string, Evaluation>;
}

/**
 * The evaluations that ask services over the network, in the background: one at a time for a gate of a promotion. What they found is
 * kept until the next evaluation, because the status of the promotion is written later.
 */
export class Evaluations {
  readonly #promotions = new Map<string, PromotionEvaluations>();
  readonly #listeners: ((key: string) => void)[] = [];
  #isStopped = false;

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly logger: Logger;
      readonly ask: Ask;
      /** How long a result counts, in milliseconds. */
      readonly freshMs: number;
    },
  ) {}

  onResult(listener: (key: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Returns the current result of a gate. Starts an evaluation if there is neither a result that counts nor a running evaluation. */
  current(
    gate: QualityGate,
    subject: GateSubject,
    former: PromotionGateStatus | undefined,
    now: Date,
  ): PromotionGateStatus {
    const { promotion } = subject;
    const { gates } = this.#of(promotion);
    const known = gates.get(gate.name);
    const isChanged = known && !isDeepStrictEqual(known.gate, gate);
    if (known && !isChanged && this.#counts(known.status, subject, now)) {
      return known.status;
    }
    if (
      !known &&
      former &&
      isEvaluated(former) &&
      this.#counts(former, subject, now)
    ) {
      return former;
    }
    known?.stop.abort();
    // After a restart an evaluation goes on; its time limit counts from its start.
    const started =
      !known && former && !isEvaluated(former) ? former : undefined;
    const evaluation: Evaluation = {
      gate,
      stop: new AbortController(),
      status: gateStatus(
        gate,
        { state: 'Running', message: 'Waiting for the response.' },
        started,
        now,
      ),
    };
    if (this.#isStopped) {
      return evaluation.status;
    }
    gates.set(gate.name, evaluation);
    void this.#run(evaluation, subject);
    return evaluation.status;
  }

  /** Aborts the evaluations of a promotion whose gates are not among the given. */
  keepOnly(promotion: Promotion, names: readonly string[]): void {
    const { gates } = this.#of(promotion);
    for (const [name, { stop }] of gates) {
      if (!names.includes(name)) {
        stop.abort();
        gates.delete(name);
      }
    }
  }

  /** Aborts the evaluations of a promotion and forgets their results. */
  abort(key: string): void {
    for (const { stop } of this.#promotions.get(key)?.gates.values() ?? []) {
      stop.abort();
    }
    this.#promotions.delete(key);
  }

  /** Aborts all evaluations, and starts no more. */
  stop(): void {
    this.#isStopped = true;
    [...this.#promotions.keys()].forEach(key => this.abort(key));
  }

  /** The evaluations of a promotion. Another one of the same name was deleted. */
  #of({ metadata }: Promotion): PromotionEvaluations {
    const key = keyOf(metadata);
    const known = this.#promotions.get(key);
    if (known?.uid === metadata.uid && known) {
      return known;
    }
    this.abort(key);
    const created = { uid: metadata.uid, gates: new Map() };
    this.#promotions.set(key, created);
    return created;
  }

  /**
   * Whether a result or a running evaluation counts: it began in the current step of a rollout, and a result is recent. A time-out
   * counts until the promotion ends.
   */
  #counts(
    { state, startedAt, finishedAt }: PromotionGateStatus,
    { promotion, phase }: GateSubject,
    now: Date,
  ): boolean {
    const step = promotion.status?.canary?.since;
    if (
      phase === 'Progressing' &&
      step &&
      Date.parse(startedAt ?? '') < Date.parse(step)
    ) {
      return false;
    }
    return (
      !finishedAt ||
      state === 'Unknown' ||
      Date.parse(finishedAt) + this.options.freshMs > now.getTime()
    );
  }

  async #run(evaluation: Evaluation, subject: GateSubject): Promise<void> {
    const { clock } = this.options;
    const { gate, stop } = evaluation;
    const key = keyOf(subject.promotion.metadata);
    let delayMs = firstDelayMs;
    while (!stop.signal.aborted) {
      const outcome = await this.#ask(evaluation, subject);
      if (stop.signal.aborted) {
        return;
      }
      const before = evaluation.status;
      evaluation.status = gateStatus(
        gate,
        outcome,
        before,
        new Date(clock.now()),
      );
      if (!isDeepStrictEqual(before, evaluation.status)) {
        this.#listeners.forEach(listener => listener(key));
      }
      if (isEvaluated(evaluation.status)) {
        return;
      }
      await wait(clock, delayMs, stop.signal);
      delayMs = Math.min(delayMs * 2, maxDelayMs);
    }
  }

  async #ask(
    { gate, stop, status }: Evaluation,
    subject: GateSubject,
  ): Promise<GateOutcome> {
    const { clock, logger, ask } = this.options;
    const { metadata } = subject.promotion;
    const request = new AbortController();
    const abort = () => request.abort();
    let isLate = false;
    const cancelTimeout = clock.after(requestTimeoutMs, () => {
      isLate = true;
      abort();
    });
    stop.signal.addEventListener('abort', abort);
    try {
      const id = [metadata.uid, gate.name, status.startedAt]
        .map(part => encodeURIComponent(part ?? ''))
        .join('/');
      return await ask(gate, subject, id, request.signal);
    } catch (error) {
      const message = isLate
        ? `No response within ${requestTimeoutMs / 1000} seconds.`
        : describeError(error);
      if (!stop.signal.aborted) {
        logger.debug('A quality gate could not be evaluated', {
          promotion: keyOf(metadata),
          gate: gate.name,
          error: message,
        });
      }
      return { state: 'Unknown', message };
    } finally {
      cancelTimeout();
      stop.signal.removeEventListener('abort', abort);
    }
  }
}

function describeError(error: unknown): string {
  if (error instanceof RefusedRequest) {
    return error.message;
  }
  const text = types.isNativeError(error) ? error.message : String(error);
  // The error of several addresses has no message.
  const code =
    types.isNativeError(error) && 'code' in error ? String(error.code) : '';
  return `The service cannot be reached: ${text || code}`;
}

/** Resolves after a time, or when the signal is aborted. */
function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(ms, finish);
    signal.addEventListener('abort', cancel, { once: true });
    signal.addEventListener('abort', finish);
  });
}
