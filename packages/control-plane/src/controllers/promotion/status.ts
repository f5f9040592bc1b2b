import {
  Promotion,
  PromotionStep,
  setCondition,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { PromotionFacts } from './promotion-facts';

export type PromotionStatus = NonNullable<Promotion['status']>;

/** An event about a promotion, on the Promotion and on its Component. */
export interface PromotionEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** The next step of a promotion: first the action, then the status, then the event. Each may be repeated after a crash. */
export interface Decision {
  action?: 'pinArtifact' | 'rollOut';
  status?: PromotionStatus;
  event?: PromotionEvent;
  /** Milliseconds until a time limit may change the decision. */
  requeueAfter?: number;
}

const pendingSteps: readonly PromotionStep[] = (
  ['Check', 'Approval', 'RollOut', 'Verify'] as const
).map(name => ({ name, state: 'Pending' }));

/** Returns the steps with one of them in a new state. A step that is in the state already keeps its times. */
export function withStep(
  steps: readonly PromotionStep[] = pendingSteps,
  name: PromotionStep['name'],
  state: PromotionStep['state'],
  now: string,
  message?: string,
): PromotionStep[] {
  return steps.map(step =>
    step.name === name ? changeStep(step, state, now, message) : step,
  );
}

function changeStep(
  step: PromotionStep,
  state: PromotionStep['state'],
  now: string,
  message: string | undefined,
): PromotionStep {
  const { name } = step;
  if (state === 'Skipped' || state === 'Pending') {
    return { name, state, ...(message && { message }) };
  }
  const isStarted = step.state === 'Running' || step.state === state;
  return {
    name,
    state,
    startedAt: (isStarted && step.startedAt) || now,
    ...(state !== 'Running' && {
      finishedAt: (step.state === state && step.finishedAt) || now,
    }),
    ...(message && { message }),
  };
}

/** The status of a promotion that is not complete. */
export function inProgress(
  { metadata, spec, status }: Promotion,
  facts: PromotionFacts,
  reason: string,
  message: string,
): Omit<PromotionStatus, 'phase'> {
  const promoted = facts.artifact ?? facts.source?.artifact;
  return {
    ...status,
    observedGeneration: metadata.generation,
    artifactRef: spec.artifactRef,
    release: promoted?.hash ?? status?.release,
    releaseLabel: promoted?.label ?? status?.releaseLabel,
    startedAt: status?.startedAt ?? toTimestamp(facts.now),
    conditions: setCondition(
      status?.conditions,
      {
        type: 'Complete',
        status: 'False',
        reason,
        message,
        observedGeneration: metadata.generation,
      },
      facts.now,
    ),
  };
}

/** Ends a promotion without success at one of its steps. */
export function fail(
  promotion: Promotion,
  facts: PromotionFacts,
  step: PromotionStep['name'],
  reason: string,
  message: string,
): Decision {
  const now = toTimestamp(facts.now);
  return {
    status: {
      ...inProgress(promotion, facts, reason, message),
      phase: 'Failed',
      completedAt: now,
      steps: withStep(promotion.status?.steps, step, 'Failed', now, message),
    },
    event: {
      type: 'Warning',
      reason: 'PromotionFailed',
      message: `Promotion of ${releaseLabel(facts)} to ${
        promotion.spec.to
      } failed: ${message}`,
    },
  };
}

/** Display name of the promoted release. */
export function releaseLabel({ artifact, source }: PromotionFacts): string {
  return (artifact ?? source?.artifact)?.label ?? 'the release';
}

/** Milliseconds until the time limit of a step; not positive when it is exceeded. */
export function remainingMs(
  steps: readonly PromotionStep[] | undefined,
  name: PromotionStep['name'],
  { now, limits }: PromotionFacts,
): number {
  const started = steps?.find(step => step.name === name)?.startedAt;
  return started
    ? Date.parse(started) + limits.stepMs - now.getTime()
    : limits.stepMs;
}

/** The time limit of a step, for messages: `10 minutes`. */
export function stepLimitText({ limits }: PromotionFacts): string {
  const minutes = Math.round(limits.stepMs / 60_000);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
