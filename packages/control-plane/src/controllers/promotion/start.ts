import { Promotion } from '@promenade/openchoreo-model';
import { strategyObstacle } from './canary';
import { Obstacle, check } from './check';
import { decideGates } from './gate-decision';
import { waitingForProjectReason } from '../../core/pipeline/waiting-for-project';
import { PromotionFacts } from './promotion-facts';
import {
  Decision,
  expiresAt,
  fail,
  releaseLabel,
  remainingMs,
  report,
  stepLimitText,
} from './status';

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

/** The step that a waiting promotion is at. */
function currentStep({ status }: Promotion): 'Check' | 'Approval' {
  return status?.phase === 'AwaitingApproval' ? 'Approval' : 'Check';
}

function endEarly(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  const { cancellation, rejection } = facts.approval;
  const step = currentStep(promotion);
  const { to } = promotion.spec;
  if (cancellation) {
    const { by, comment } = cancellation;
    const message = withComment(`Cancelled by ${by}`, comment);
    return report(promotion, facts, {
      phase: 'Cancelled',
      reason: 'Cancelled',
      message,
      by,
      steps: [{ name: step, state: 'Failed', message }],
    });
  }
  if (rejection) {
    const { by, comment } = rejection;
    const message = withComment(`Rejected by ${by}`, comment);
    return report(promotion, facts, {
      phase: 'Rejected',
      reason: 'Rejected',
      message,
      by,
      steps: [{ name: 'Approval', state: 'Failed', message }],
    });
  }
  if (facts.project === 'Ended') {
    const message = `ProjectPromotion "${promotion.spec.projectPromotionRef}" has ended.`;
    return report(promotion, facts, {
      phase: 'Cancelled',
      reason: 'Cancelled',
      message,
      steps: [{ name: step, state: 'Skipped', message }],
    });
  }
  if (facts.newer) {
    const message = `Promotion "${facts.newer}" to ${to} is newer.`;
    return report(promotion, facts, {
      phase: 'Superseded',
      reason: 'Superseded',
      message,
      steps: [{ name: step, state: 'Skipped', message }],
    });
  }
  if (facts.now >= expiresAt(promotion, facts)) {
    const waitedFor = promotion.status?.conditions?.find(
      ({ type }) => type === 'Complete',
    )?.message;
    const message = ['Expired.', waitedFor].filter(Boolean).join(' ');
    return report(promotion, facts, {
      phase: 'Expired',
      reason: 'Expired',
      message,
      steps: [{ name: step, state: 'Failed', message }],
    });
  }
  return undefined;
}

function withComment(sentence: string, comment: string | undefined): string {
  return comment ? `${sentence}: ${comment}` : `${sentence}.`;
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

function waitForObstacle(
  promotion: Promotion,
  facts: PromotionFacts,
  { reason, message }: Obstacle,
): Decision {
  const remaining = remainingMs(promotion, 'Check', facts);
  return remaining > 0
    ? report(promotion, facts, {
        phase: 'Checking',
        reason,
        message,
        steps: [{ name: 'Check', state: 'Running', message }],
        requeueAfter: remaining,
      })
    : fail(
        promotion,
        facts,
        'Check',
        reason,
        `Timed out after ${stepLimitText(facts)}: ${message}`,
      );
}

function waitForTurn(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  if (facts.ahead === undefined) {
    return undefined;
  }
  const message = `Waiting for promotion "${facts.ahead}" to ${promotion.spec.to} to finish.`;
  return report(promotion, facts, {
    phase: 'Pending',
    reason: 'WaitingForPromotion',
    message,
    steps: [{ name: 'Check', state: 'Pending', message }],
    requeueAfter: untilExpiry(promotion, facts),
  });
}

/** Why the promotions of a pipeline wait whose policy does not match its schema. */
export function malformedPolicyMessage(policy: string): string {
  return `PromotionPolicy "${policy}" is malformed, so that its rules are not known. Correct it.`;
}

/** Rules that cannot be read may ask for anything, so they block. */
function waitForPolicy(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  if (facts.malformedPolicy === undefined) {
    return undefined;
  }
  const message = malformedPolicyMessage(facts.malformedPolicy);
  return report(promotion, facts, {
    phase: 'Checking',
    reason: 'PolicyMalformed',
    message,
    steps: [{ name: 'Check', state: 'Running', message }],
    requeueAfter: untilExpiry(promotion, facts),
  });
}

function waitForFreeze(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  const { freeze, now } = facts;
  if (!freeze) {
    return undefined;
  }
  const message =
    'problem' in freeze
      ? `A freeze window cannot be evaluated: ${freeze.problem}`
      : `Nothing is promoted to ${promotion.spec.to} during "${
          freeze.name
        }", until ${freeze.until.toISOString()}.`;
  const untilEnd =
    'problem' in freeze
      ? Number.POSITIVE_INFINITY
      : Math.max(0, freeze.until.getTime() - now.getTime());
  return report(promotion, facts, {
    phase: 'Checking',
    reason: 'Frozen',
    message,
    steps: [{ name: 'Check', state: 'Running', message }],
    requeueAfter: Math.min(untilEnd, untilExpiry(promotion, facts)),
  });
}

function waitForGates(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  // An approver confirms the items of a manual gate, so that it is part of the approval.
  const gates = facts.gates.filter(({ type }) => type !== 'Manual');
  const decision = decideGates(gates);
  switch (decision.outcome) {
    case 'Passed':
      return undefined;
    case 'Failed':
      return fail(promotion, facts, 'Check', decision.reason, decision.message);
    default:
      return report(promotion, facts, {
        phase: 'Checking',
        reason: 'WaitingForGates',
        message: decision.message,
        steps: [{ name: 'Check', state: 'Running', message: decision.message }],
        requeueAfter: Math.min(
          facts.gatesChangeIn ?? Number.POSITIVE_INFINITY,
          untilExpiry(promotion, facts),
        ),
      });
  }
}

function waitForApproval(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  const { approval } = facts;
  if (approval.isComplete) {
    return undefined;
  }
  const message = `${promotion.spec.to} needs approval. ${approval.message}`;
  return report(promotion, facts, {
    phase: 'AwaitingApproval',
    reason: 'AwaitingApproval',
    message,
    steps: [
      { name: 'Check', state: 'Succeeded' },
      { name: 'Approval', state: 'Running', message },
    ],
    requeueAfter: untilExpiry(promotion, facts),
  });
}

/** All that the promotion itself needs is there. The others of the project may need more. */
function waitForProject(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision | undefined {
  if (facts.project !== 'Hold') {
    return undefined;
  }
  const message = 'Waiting for the other components of the project.';
  return report(promotion, facts, {
    phase: 'Pending',
    reason: waitingForProjectReason,
    message,
    steps: [{ name: 'Check', state: 'Running', message }],
    requeueAfter: untilExpiry(promotion, facts),
  });
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

function untilExpiry(promotion: Promotion, facts: PromotionFacts): number {
  return expiresAt(promotion, facts).getTime() - facts.now.getTime();
}
