import {
  Promotion,
  PromotionStep,
  setCondition,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { Decision } from './decision';
import { PromotionFacts } from './facts';
import { PromotionStatus, withStep } from './steps';

/** Ends a promotion for good at one of its steps. */
export function fail(
  promotion: Promotion,
  facts: PromotionFacts,
  step: PromotionStep['name'],
  reason: string,
  message: string,
): Decision {
  const now = timestamp(facts);
  return {
    status: {
      ...inProgress(promotion, facts, reason, message),
      phase: 'Failed',
      completedAt: now,
      steps: withStep(promotion.status?.steps, step, 'Failed', now, message),
    },
    news: {
      type: 'Warning',
      reason: 'PromotionFailed',
      message: `Promotion of ${label(facts)} to ${
        promotion.spec.to
      } failed: ${message}`,
    },
  };
}

/** What the status says in any phase but the last: what is promoted, since when, and why it is not complete. */
export function inProgress(
  promotion: Promotion,
  facts: PromotionFacts,
  reason: string,
  message: string,
): Omit<PromotionStatus, 'phase'> {
  const now = timestamp(facts);
  const { status, metadata } = promotion;
  const promoted = facts.pinned ?? facts.source?.artifact;
  return {
    ...status,
    observedGeneration: metadata.generation,
    artifactRef: promotion.spec.artifactRef,
    release: promoted?.hash ?? status?.release,
    releaseLabel: promoted?.label ?? status?.releaseLabel,
    startedAt: status?.startedAt ?? now,
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

/** What people call what is promoted. */
export function label({ pinned, source }: PromotionFacts): string {
  return (pinned ?? source?.artifact)?.label ?? 'the release';
}

/** The present, as a status holds it. */
export function timestamp({ now }: PromotionFacts): string {
  return toTimestamp(now);
}

/** Milliseconds of the time limit that a step has left; not positive when it is used up. */
export function timeLeft(
  steps: readonly PromotionStep[],
  name: PromotionStep['name'],
  { now, limits }: PromotionFacts,
): number {
  const started = steps.find(step => step.name === name)?.startedAt;
  return started
    ? Date.parse(started) + limits.timeLimit - now.getTime()
    : limits.timeLimit;
}

/** The time limit in words. */
export function minutes({ limits }: PromotionFacts): string {
  const count = Math.round(limits.timeLimit / 60_000);
  return count === 1 ? '1 minute' : `${count} minutes`;
}
