import { Promotion, PromotionRule } from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { parseGoDuration } from '../../runtime/go-duration';
import { decideGates } from './gate-decision';
import {
  CanaryFacts,
  PromotionFacts,
  bindingReadiness,
} from './promotion-facts';
import { failRollout } from './roll-back';
import { Decision, report, stepLimitText } from './status';

type RolloutStep = NonNullable<
  NonNullable<PromotionRule['strategy']>['steps']
>[number];

/** Why the release cannot be rolled out as the rules say. Where nothing runs, every strategy is direct. */
export function strategyObstacle({
  rules: { strategy },
  target,
  canaryObstacle,
}: PromotionFacts): string | undefined {
  return strategy.type === 'Direct' || target?.releaseState !== 'Active'
    ? undefined
    : canaryObstacle;
}

/** The step of a canary or blue/green rollout that has not ended. Undefined for a direct rollout, and after the last step. */
export function nextCanaryStep(
  { status }: Promotion,
  { rules: { strategy }, target }: PromotionFacts,
): { index: number; step: RolloutStep } | undefined {
  if (
    strategy.type === 'Direct' ||
    !status?.previousArtifactRef ||
    target?.releaseState !== 'Active'
  ) {
    return undefined;
  }
  const steps: readonly RolloutStep[] =
    strategy.type === 'BlueGreen'
      ? [{ weight: 0 }, { weight: 100, pause: strategy.steps?.at(-1)?.pause }]
      : strategy.steps ?? [];
  const index = status.canary?.step ?? 0;
  const step = steps.at(index);
  return step && { index, step };
}

/** Whether the release has the weight of the current step and is ready, so that gates find what the step has changed. */
export function isStepReady(
  promotion: Promotion,
  facts: PromotionFacts,
): boolean {
  const { status, spec } = promotion;
  const next = nextCanaryStep(promotion, facts);
  return (
    next !== undefined &&
    status?.canary?.step === next.index &&
    status.canary.weight === next.step.weight &&
    isAtWeight(facts.target?.canary, spec.artifactRef, next.step.weight) &&
    facts.target?.canary?.isReady === true
  );
}

/** Sets the weight of the step, waits until the release is ready, its gates have passed and its pause is over. */
export function runCanaryStep(
  promotion: Promotion,
  facts: PromotionFacts,
  { index, step }: { index: number; step: RolloutStep },
): Decision {
  const { status, spec } = promotion;
  const { target, now, limits } = facts;
  const { canary } = status ?? {};
  const since = toTimestamp(now);
  const obstacle = strategyObstacle(facts);
  if (obstacle) {
    return failRollout(promotion, facts, 'RollOut', {
      reason: 'StrategyNotPossible',
      message: obstacle,
    });
  }
  if (target && target.artifact.name !== status?.previousArtifactRef) {
    return failRollout(promotion, facts, 'RollOut', {
      reason: 'TargetChanged',
      message: `${spec.to} now runs ${target.artifact.label}, which was deployed during the promotion.`,
    });
  }
  if (canary?.step !== index || canary.weight !== step.weight) {
    return reportCanary(promotion, facts, {
      step: index,
      weight: step.weight,
      since,
    });
  }
  if (!isAtWeight(target?.canary, spec.artifactRef, step.weight)) {
    return {
      action: { type: 'setCanary', weight: step.weight },
      requeueAfter: limits.stepMs,
    };
  }
  const elapsed = now.getTime() - Date.parse(canary.since);
  if (!target?.canary?.isReady) {
    const message = target?.canary?.message ?? '';
    return elapsed < limits.stepMs
      ? reportCanary(promotion, facts, canary, message, limits.stepMs - elapsed)
      : failRollout(promotion, facts, 'RollOut', {
          reason: 'CanaryNotReady',
          message: `The release with ${
            step.weight
          }% of the requests was not ready within ${stepLimitText(
            facts,
          )}: ${message}`,
        });
  }
  const gates = decideGates(facts.gates);
  if (gates.outcome === 'Failed') {
    return failRollout(promotion, facts, 'RollOut', gates);
  }
  const pauseMs = (parseGoDuration(step.pause ?? '0s') ?? 0) * 1000;
  if (gates.outcome === 'Waiting') {
    return reportCanary(
      promotion,
      facts,
      canary,
      gates.message,
      facts.gatesChangeIn,
    );
  }
  if (elapsed < pauseMs) {
    return reportCanary(
      promotion,
      facts,
      canary,
      `Pausing until ${toTimestamp(
        new Date(Date.parse(canary.since) + pauseMs),
      )}.`,
      Math.min(
        pauseMs - elapsed,
        facts.gatesChangeIn ?? Number.POSITIVE_INFINITY,
      ),
    );
  }
  // Times have seconds: a result of this second would count for the next step as well.
  if (facts.gates.some(({ startedAt }) => startedAt === since)) {
    return reportCanary(
      promotion,
      facts,
      canary,
      '',
      1000 - (now.getTime() % 1000),
    );
  }
  return reportCanary(promotion, facts, {
    step: index + 1,
    weight: step.weight,
    since,
  });
}

/**
 * After the last step the target itself has the release. The canary receives all requests until the target is ready, and is then
 * removed.
 */
export function finishCanary(
  promotion: Promotion,
  facts: PromotionFacts,
  remainingMs: number,
): Decision {
  const { to } = promotion.spec;
  const { target } = facts;
  const readiness = target && bindingReadiness(target);
  if (readiness?.state === 'Ready' || readiness?.state === 'Suspended') {
    return { action: { type: 'removeCanary' }, requeueAfter: remainingMs };
  }
  const message = `Waiting for ${to} to be ready: ${readiness?.message ?? ''}`;
  return remainingMs > 0
    ? report(promotion, facts, {
        phase: 'Progressing',
        reason: 'Progressing',
        message,
        steps: [{ name: 'RollOut', state: 'Running', message }],
        requeueAfter: remainingMs,
      })
    : failRollout(promotion, facts, 'RollOut', {
        reason: 'TimeLimitExceeded',
        message: `${to} was not ready within ${stepLimitText(facts)}: ${
          readiness?.message ?? ''
        }`,
      });
}

function isAtWeight(
  canary: CanaryFacts | undefined,
  artifactRef: string | undefined,
  weight: number,
): boolean {
  return canary?.artifactRef === artifactRef && canary?.weight === weight;
}

function reportCanary(
  promotion: Promotion,
  facts: PromotionFacts,
  canary: NonNullable<NonNullable<Promotion['status']>['canary']>,
  waitsFor = '',
  requeueAfter?: number,
): Decision {
  const message =
    `${canary.weight}% of the requests go to the release. ${waitsFor}`.trim();
  return report(promotion, facts, {
    phase: 'Progressing',
    reason: 'Progressing',
    message,
    steps: [{ name: 'RollOut', state: 'Running', message }],
    fields: { canary },
    requeueAfter,
  });
}
