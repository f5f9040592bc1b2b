import { Promotion } from '@promenade/openchoreo-model';
import { strategyObstacle } from './canary';
import { check } from './check';
import { endEarly } from './end-early';
import {
  waitForApproval,
  waitForFreeze,
  waitForGates,
  waitForObstacle,
  waitForPolicy,
  waitForProject,
  waitForTurn,
} from './wait';
import { PromotionFacts } from './promotion-facts';
import { Decision, fail, releaseLabel, report } from './status';

/**
 * Everything before the target is changed, in this order: decisions that end the promotion, what it needs to exist, whose turn it
 * is, what it waits for, approval. The rollout begins in the pass that has found nothing that is missing.
 */
export function start(promotion: Promotion, facts: PromotionFacts): Decision {
  return (
    endEarly(promotion, facts) ??
    checkRequest(promotion, facts) ??
    waitForTurn(promotion, facts) ??
    waitForPolicy(promotion, facts) ??
    waitForFreeze(promotion, facts) ??
    waitForGates(promotion, facts) ??
    waitForApproval(promotion, facts) ??
    waitForProject(promotion, facts) ??
    startRollout(promotion, facts)
  );
}

/** Whether nothing but gates and approvals may prevent the rollout. While approvals are missing, gates are not evaluated again. */
export function isReadyForGates(
  promotion: Promotion,
  facts: PromotionFacts,
): boolean {
  const isAwaitingApproval =
    promotion.status?.phase === 'AwaitingApproval' &&
    !facts.approval.isComplete;
  return (
    !isAwaitingApproval &&
    !endEarly(promotion, facts) &&
    !checkRequest(promotion, facts) &&
    !waitForTurn(promotion, facts) &&
    !waitForPolicy(promotion, facts) &&
    !waitForFreeze(promotion, facts)
  );
}

/** Checks what the promotion needs, and pins the release. */
function checkRequest(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  const { spec } = promotion;
  const obstacle = check(spec, facts);
  if (obstacle?.outcome === 'Failed') {
    return fail(promotion, facts, 'Check', obstacle.reason, obstacle.message);
  }
  if (!spec.artifactRef) {
    return {
      action: { type: 'pinArtifact' },
      event: {
        type: 'Normal',
        reason: 'PromotionRequested',
        message: `${
          spec.requestedBy ?? 'Somebody'
        } asked to promote ${releaseLabel(promotion, facts)} from ${
          spec.from
        } to ${spec.to}.`,
      },
    };
  }
  if (facts.ahead !== undefined) {
    return undefined;
  }
  if (obstacle) {
    return waitForObstacle(promotion, facts, obstacle);
  }
  const message = strategyObstacle(facts);
  return message
    ? fail(promotion, facts, 'Check', 'StrategyNotPossible', message)
    : undefined;
}

/** Records the phase and what the target runs now before the target is changed. */
function startRollout(promotion: Promotion, facts: PromotionFacts): Decision {
  const { target, approval } = facts;
  const approvers = approval.approvals.flatMap(({ by, decision }) =>
    decision === 'Approved' ? by : [],
  );
  const message = `Rolling out ${releaseLabel(promotion, facts)} to ${
    promotion.spec.to
  }.`;
  return report(promotion, facts, {
    phase: 'Progressing',
    reason: 'Progressing',
    message,
    by: approvers.at(-1) ?? facts.requester.name,
    steps: [
      { name: 'Check', state: 'Succeeded' },
      approval.required
        ? {
            name: 'Approval',
            state: 'Succeeded',
            message: `Approved by ${approvers.join(', ')}.`,
          }
        : { name: 'Approval', state: 'Skipped', message: 'Not needed.' },
      { name: 'RollOut', state: 'Running' },
    ],
    fields: {
      previousArtifactRef: target?.artifact.name,
      previousEnvOverrides: target?.envOverrides,
    },
  });
}
