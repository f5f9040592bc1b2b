import { Promotion, contentHash } from '@promenade/openchoreo-model';
import {
  PromotionFacts,
  bindingReadiness,
  withChangeLimit,
} from './promotion-facts';
import { Decision, fail, remainingMs, report, stepLimitText } from './status';

/** Why a rollout ends without success. */
export interface RolloutFailure {
  reason: string;
  message: string;
}

/**
 * Ends a rollout: with a return to the previous release if the rules say so, if a whole project is promoted, or if the new release
 * has only a part of the requests.
 */
export function failRollout(
  promotion: Promotion,
  facts: PromotionFacts,
  step: 'RollOut' | 'Verify',
  failure: RolloutFailure,
): Decision {
  return facts.rules.automaticRollback || facts.project || facts.target?.canary
    ? startRollBack(promotion, facts, failure)
    : fail(promotion, facts, step, failure.reason, failure.message);
}

/** Whether a promotion returns its target to the previous release. */
export function isRollingBack({ status }: Promotion): boolean {
  return (
    status?.steps?.some(
      ({ name, state }) => name === 'RollBack' && state === 'Running',
    ) ?? false
  );
}

/** Records why before the target is changed. */
export function startRollBack(
  promotion: Promotion,
  facts: PromotionFacts,
  { reason, message }: RolloutFailure,
): Decision {
  const phase =
    promotion.status?.phase === 'Verifying' ? 'Verifying' : 'Progressing';
  return report(promotion, facts, {
    phase,
    reason,
    message,
    steps: [
      {
        name: phase === 'Verifying' ? 'Verify' : 'RollOut',
        state: 'Failed',
        message,
      },
      { name: 'RollBack', state: 'Running', message },
    ],
  });
}

/** Brings the target back until it is there and ready, or the time limit is exceeded. */
export function rollBack(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision {
  const { to } = promotion.spec;
  const { target } = facts;
  const cause =
    promotion.status?.steps?.find(({ name }) => name === 'RollBack')?.message ??
    '';
  const limited = withChangeLimit(facts);
  const remaining = remainingMs(promotion, 'RollBack', limited);
  if (!isRestored(promotion, facts)) {
    return remaining > 0
      ? { action: { type: 'rollBack' }, requeueAfter: remaining }
      : fail(
          promotion,
          facts,
          'RollBack',
          'RollBackFailed',
          `${to} could not be returned to its previous release within ${stepLimitText(
            limited,
          )}. ${cause}`,
        );
  }
  const readiness = target && bindingReadiness(target);
  const isSettled =
    !readiness ||
    readiness.state === 'Ready' ||
    readiness.state === 'Suspended';
  if (!isSettled && remaining > 0) {
    return { requeueAfter: remaining };
  }
  const { approval } = facts;
  const state = isSettled ? '' : ` It is not ready: ${readiness.message}`;
  const message = `${describePrevious(promotion, facts)}${state} ${cause}`;
  return report(promotion, facts, {
    phase: 'RolledBack',
    reason: approval.cancellation ? 'Cancelled' : 'RolledBack',
    message,
    by: approval.cancellation?.by,
    steps: [{ name: 'RollBack', state: 'Succeeded', message: cause }],
    conditions: { TargetTroubled: null },
  });
}

function describePrevious(
  { spec, status }: Promotion,
  { target }: PromotionFacts,
): string {
  if (!target || target.releaseState === 'Undeploy') {
    return status?.previousArtifactRef === undefined
      ? `${spec.to} runs nothing, as before.`
      : `${spec.to} runs nothing: its deployment was removed meanwhile.`;
  }
  const { name, label } = target.artifact;
  return name === status?.previousArtifactRef
    ? `${spec.to} runs ${label} again.`
    : `${spec.to} runs ${label}, which was deployed meanwhile.`;
}

/** Whether the target no longer has what the promotion changed. What somebody else deployed meanwhile stays. */
function isRestored(promotion: Promotion, facts: PromotionFacts): boolean {
  const { spec, status } = promotion;
  const { target } = facts;
  const previous = status?.previousArtifactRef;
  if (!target) {
    return true;
  }
  if (target.canary) {
    return false;
  }
  if (target.artifact.name !== spec.artifactRef) {
    return true;
  }
  if (previous === undefined) {
    return target.releaseState === 'Undeploy';
  }
  return (
    target.artifact.name === previous &&
    (spec.type !== 'RollBack' ||
      contentHash(target.envOverrides ?? {}) ===
        contentHash(status?.previousEnvOverrides ?? {}))
  );
}
