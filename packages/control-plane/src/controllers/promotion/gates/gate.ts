import {
  Condition,
  Promotion,
  PromotionApproval,
  PromotionGateStatus,
  QualityGate,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../../runtime/conditions';
import { parseGoDuration } from '../../../runtime/go-duration';
import { Read } from '../../../runtime/read';
import { Write } from '../../../runtime/write';

/** When gates must pass. */
export type GatePhase = NonNullable<QualityGate['phase']>;

/** The release that is promoted. */
export interface GateRelease {
  hash: string;
  label: string;
  images: readonly string[];
}

/** What gates need of the generation of OpenChoreo. */
export interface GateTarget {
  /** Undefined while it is not known what is promoted. */
  release: GateRelease | undefined;
  /** Whether the release meets the policies of the target environment. */
  checkEnvironmentPolicies(read: Read): GateOutcome;
  /**
   * Starts the Job of a gate, unless it runs, and reads its result.
   *
   * @throws a temporary error of the API server, to be retried
   */
  evaluateJob(
    gate: QualityGate,
    read: Read,
    write: Write,
  ): Promise<GateOutcome>;
}

/** What gates look at. */
export interface GateSubject extends GateTarget {
  /** Its `status.gates` are the former results. */
  promotion: Promotion;
  /** The gates of the edge, of all phases and policies. */
  gates: readonly QualityGate[];
  phase: GatePhase;
  /** Current Ready conditions of the bindings; undefined if they are about a former generation. */
  ready: { source: Condition | undefined; target: Condition | undefined };
  /** The decisions that count. */
  approvals: readonly PromotionApproval[];
}

/** What an evaluation of a gate found. */
export interface GateOutcome {
  /** Passed and Failed end the evaluation. Anything else waits until the gate times out. */
  state: PromotionGateStatus['state'];
  message: string;
  /** Link to the details. */
  url?: string;
}

/** While it is not known what is promoted. */
export const unknownRelease: GateOutcome = {
  state: 'Unknown',
  message: 'It is not known yet what is promoted.',
};

const defaultTimeout = '10m';
const maxMessageLength = 1000;

/** Returns the maximum time for a gate to pass, in milliseconds. A gate that looks back for a time has that much more. */
export function gateTimeoutMs(gate: QualityGate): number {
  const { timeout, healthyFor } = gate;
  return timeout === undefined
    ? durationMs(defaultTimeout) + durationMs(healthyFor)
    : durationMs(timeout);
}

/** Returns a Go duration in milliseconds; 0 if there is none. */
export function durationMs(duration: string | undefined): number {
  return (parseGoDuration(duration ?? '') ?? 0) * 1000;
}

/** Returns the time limit of a gate as written in the policy. */
function gateTimeoutText({ timeout, healthyFor }: QualityGate): string {
  return timeout ?? [healthyFor, defaultTimeout].filter(Boolean).join(' + ');
}

/** Whether an evaluation has ended: it passed, failed or timed out. */
export function isEvaluated({ finishedAt }: PromotionGateStatus): boolean {
  return finishedAt !== undefined;
}

/** Truncates a message for a status. */
function boundMessage(message: string): string {
  return message.length > maxMessageLength
    ? `${message.slice(0, maxMessageLength - 1)}…`
    : message;
}

/**
 * Returns the status of a gate after an evaluation. The times of a former status with the same result are kept, so that nothing is
 * written for it. An evaluation that goes on counts from its start; after the timeout of the gate it ends as Unknown, or as Failed
 * if the gate was merely not met.
 */
export function gateStatus(
  gate: QualityGate,
  { state, message, url }: GateOutcome,
  former: PromotionGateStatus | undefined,
  now: Date,
): PromotionGateStatus {
  const isFinal = state === 'Passed' || state === 'Failed';
  const isContinued =
    former !== undefined &&
    (!isEvaluated(former) ||
      former.state === state ||
      (former.state !== 'Passed' && !isFinal));
  const startedAt = (isContinued && former.startedAt) || toTimestamp(now);
  const finishedAt = (isContinued && former.finishedAt) || toTimestamp(now);
  const identity = { name: gate.name, type: gate.type };
  const link = url === undefined ? {} : { url };
  if (isFinal) {
    return {
      ...identity,
      state,
      message: boundMessage(message),
      startedAt,
      finishedAt,
      ...link,
    };
  }
  const hasTimedOut =
    gate.type !== 'Manual' &&
    Date.parse(startedAt) + gateTimeoutMs(gate) <= now.getTime();
  if (!hasTimedOut) {
    return {
      ...identity,
      state,
      message: boundMessage(message),
      startedAt,
      ...link,
    };
  }
  const timedOut = `Timed out after ${gateTimeoutText(gate)}. ${message}`;
  return {
    ...identity,
    state: gate.type === 'Healthy' ? 'Failed' : 'Unknown',
    message: boundMessage(timedOut),
    startedAt,
    finishedAt,
    ...link,
  };
}
