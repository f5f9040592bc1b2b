import { isDeepStrictEqual } from 'node:util';
import { Clock, Logger, keyOf } from '@promenade/kube-client';
import {
  PromotionGateStatus,
  Promotion,
  QualityGate,
} from '@promenade/openchoreo-model';
import { Read } from '../../../runtime/read';
import { Write } from '../../../runtime/write';
import { Evaluations } from './evaluations';
import {
  GatePhase,
  GateSubject,
  gateStatus,
  gateTimeoutMs,
  isEvaluated,
} from './gate';
import { Http } from './http';
import { healthyRemainingMs, immediateGates } from './immediate-gates';
import { queryMetric } from './metric';
import { ReadSecret, askWebhook } from './webhook';

/** Evaluates the quality gates of promotions. */
export interface Gates {
  /**
   * Returns the current results of the gates of the phase, and starts what has to be started. Never waits for the network.
   *
   * @throws a temporary error of the API server, to be retried
   */
  evaluate(
    subject: GateSubject,
    read: Read,
    write: Write,
  ): Promise<PromotionGateStatus[]>;
  /** Calls a function with the key of a promotion when a result of one of its gates has arrived. */
  onResult(listener: (key: string) => void): void;
  /** Aborts the evaluations of a promotion that has ended or does not exist any more. */
  abort(promotion: Pick<Promotion['metadata'], 'name' | 'namespace'>): void;
}

/** How long results of services count, in milliseconds. */
const freshMs = 5 * 60_000;

/** Shortest delay of the next evaluation, in milliseconds. */
const minDelayMs = 1_000;

/**
 * Creates the evaluation of quality gates.
 *
 * @param signal - aborts all evaluations, after which none begins
 */
export function createGates({
  clock,
  http,
  readSecret,
  logger,
  signal,
}: {
  clock: Clock;
  http: Http;
  readSecret: ReadSecret;
  logger: Logger;
  signal?: AbortSignal;
}): Gates {
  const evaluations = new Evaluations({
    clock,
    logger,
    freshMs,
    ask: (gate, subject, evaluation, requestSignal) =>
      gate.type === 'Metric'
        ? queryMetric(gate, subject, http, requestSignal)
        : askWebhook(
            gate,
            subject,
            evaluation,
            { http, readSecret },
            requestSignal,
          ),
  });
  signal?.addEventListener('abort', () => evaluations.stop());
  return {
    onResult: listener => evaluations.onResult(listener),
    abort: promotion => evaluations.abort(keyOf(promotion)),
    async evaluate(subject, read, write) {
      const { promotion } = subject;
      const gates = gatesOfPhase(subject.gates, subject.phase);
      evaluations.keepOnly(
        promotion,
        gates.map(({ name }) => name),
      );
      const results: PromotionGateStatus[] = [];
      for (const gate of gates) {
        const now = new Date(clock.now());
        const former = promotion.status?.gates?.find(
          ({ name, type }) => name === gate.name && type === gate.type,
        );
        if (gate.type === 'Webhook' || gate.type === 'Metric') {
          results.push(evaluations.current(gate, subject, former, now));
          continue;
        }
        const outcome =
          gate.type === 'Job'
            ? await subject.evaluateJob(gate, read, write)
            : immediateGates[gate.type](gate, subject, read, now);
        results.push(gateStatus(gate, outcome, former, now));
      }
      return results;
    },
  };
}

/**
 * Returns the gates of a phase with unique names: several policies may have gates of the same name. Equal ones are one gate, others
 * get a number.
 */
export function gatesOfPhase(
  all: readonly QualityGate[],
  phase: GatePhase,
): QualityGate[] {
  const gates: QualityGate[] = [];
  const named = new Map<string, QualityGate[]>();
  for (const gate of all) {
    const same = named.get(gate.name) ?? [];
    if (same.some(each => isDeepStrictEqual(each, gate))) {
      continue;
    }
    named.set(gate.name, [...same, gate]);
    if ((gate.phase ?? 'Checking') === phase) {
      gates.push(
        same.length
          ? { ...gate, name: `${gate.name}-${same.length + 1}` }
          : gate,
      );
    }
  }
  return gates;
}

/**
 * Returns the milliseconds until results may change without a change of an object: a timeout, the end of the time for which an
 * environment must be healthy, or the end of the time for which a result counts. Undefined if there is no such time.
 */
export function nextEvaluation(
  results: readonly PromotionGateStatus[],
  { gates, phase, ready }: Pick<GateSubject, 'gates' | 'phase' | 'ready'>,
  now: Date,
): number | undefined {
  const delays = gatesOfPhase(gates, phase).flatMap(gate => {
    const result = results.find(({ name }) => name === gate.name);
    if (!result?.startedAt || gate.type === 'Manual') {
      return [];
    }
    const until = (time: string, ms: number) =>
      Date.parse(time) + ms - now.getTime();
    if (!isEvaluated(result)) {
      const condition = phase === 'Checking' ? ready.source : ready.target;
      return [
        until(result.startedAt, gateTimeoutMs(gate)),
        ...(gate.type === 'Healthy' && condition?.status === 'True'
          ? [healthyRemainingMs(condition, gate.healthyFor, now)]
          : []),
      ];
    }
    const isKept =
      result.state === 'Unknown' ||
      (gate.type !== 'Webhook' && gate.type !== 'Metric');
    return isKept || !result.finishedAt
      ? []
      : [until(result.finishedAt, freshMs)];
  });
  return delays.length ? Math.max(minDelayMs, Math.min(...delays)) : undefined;
}
