import {
  Promotion,
  PromotionRule,
  contentHash,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { decideGates } from './gate-decision';
import { modifiedMessage } from './modified-message';
import { CanaryFacts, PromotionFacts } from './promotion-facts';
import { failRollout } from './roll-back';
import { Decision, remainingMs, report, stepLimitText } from './status';
import { parseGoDuration } from '../../runtime/go-duration';

type RolloutStep = NonNullable<
  NonNullable<PromotionRule['strategy']>['steps']
>[number];

/** Deploys the artifact to the target until the target has it: at once, or in steps. */
export function rollOut(promotion: Promotion, facts: PromotionFacts): Decision {
  const { artifact, target } = facts;
  const { artifactRef, to } = promotion.spec;
  const failed = (reason: string, message: string) =>
    failRollout(promotion, facts, 'RollOut', { reason, message });
  if (facts.componentType === undefined) {
    return failed('ComponentNotFound', 'The component was deleted.');
  }
  if (!artifact) {
    return failed(
      'ArtifactNotFound',
      `DeployableArtifact "${artifactRef}" was deleted. Promote again.`,
    );
  }
  if (artifact.isModified) {
    return failed('ArtifactModified', modifiedMessage(artifactRef));
  }
  if (isDeployed(promotion, facts)) {
    const message = `Waiting for ${to} to be ready.`;
    return report(promotion, facts, {
      phase: 'Verifying',
      reason: 'Verifying',
      message,
      steps: [
        { name: 'RollOut', state: 'Succeeded' },
        { name: 'Verify', state: 'Running', message },
      ],
      fields: { bindingRef: target?.name },
    });
  }
  const step = nextCanaryStep(promotion, facts);
  if (step) {
    return runCanaryStep(promotion, facts, step);
  }
  const remaining = deployRemainingMs(promotion, facts);
  return remaining > 0
    ? { action: { type: 'rollOut' }, requeueAfter: remaining }
    : failed(
        'TimeLimitExceeded',
        `The release could not be deployed to ${to} within ${stepLimitText(
          facts,
        )}.`,
      );
}

/** Milliseconds until the time limit to deploy the release. The steps of a canary have time limits of their own. */
function deployRemainingMs(
  promotion: Promotion,
  facts: PromotionFacts,
): number {
  const since = promotion.status?.canary?.since;
  return since
    ? Date.parse(since) + facts.limits.stepMs - facts.now.getTime()
    : remainingMs(promotion, 'RollOut', facts);
}

/** Whether the target has the release, and, after a roll back, its overrides. */
function isDeployed(
  { spec }: Promotion,
  { artifact, target }: PromotionFacts,
): boolean {
  return (
    target !== undefined &&
    !target.canary &&
    target.artifact.hash === artifact?.hash &&
    (spec.envOverrides === undefined ||
      contentHash(target.envOverrides ?? {}) === contentHash(spec.envOverrides))
  );
}

/** The step of a canary or blue/green rollout that has not ended. Undefined for a direct rollout, and after the last step. */
function nextCanaryStep(
  { status }: Promotion,
  { rules: { strategy }, canaryObstacle }: PromotionFacts,
): { index: number; step: RolloutStep } | undefined {
  if (
    strategy.type === 'Direct' ||
    canaryObstacle ||
    !status?.previousArtifactRef
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

/** Sets the weight of the step, waits until the release is ready, its gates have passed and its pause is over. */
function runCanaryStep(
  promotion: Promotion,
  facts: PromotionFacts,
  { index, step }: { index: number; step: RolloutStep },
): Decision {
  const { status, spec } = promotion;
  const { target, now, limits } = facts;
  const { canary } = status ?? {};
  const since = toTimestamp(now);
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
      pauseMs - elapsed,
    );
  }
  return reportCanary(promotion, facts, {
    step: index + 1,
    weight: step.weight,
    since,
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
