import { Promotion } from '@promenade/openchoreo-model';
import { Obstacle } from './check';
import { decideGates } from './gate-decision';
import { waitingForProjectReason } from '../../core/pipeline/waiting-for-project';
import { PromotionFacts } from './promotion-facts';
import {
  Decision,
  expiresAt,
  fail,
  remainingMs,
  report,
  stepLimitText,
} from './status';

/** Waits for what may still come, until the time limit. */
export function waitForObstacle(
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

/** Waits for the promotion that changes the target now. */
export function waitForTurn(
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
export function waitForPolicy(
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

/** Waits for the end of a freeze window. */
export function waitForFreeze(
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

/** Waits for the gates, and fails with them. */
export function waitForGates(
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

/** Waits for approvals and confirmed items. */
export function waitForApproval(
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
export function waitForProject(
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

function untilExpiry(promotion: Promotion, facts: PromotionFacts): number {
  return expiresAt(promotion, facts).getTime() - facts.now.getTime();
}
