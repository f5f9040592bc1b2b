import { Promotion } from '@promenade/openchoreo-model';
import { PromotionFacts } from './promotion-facts';
import { isRollingBack, rollBack, startRollBack } from './roll-back';
import { rollOut } from './roll-out';
import { start } from './start';
import { malformedPolicyMessage } from './wait';
import { Decision, report } from './status';
import { verify } from './verify';

/**
 * The state machine of a promotion:
 *
 * ```
 * Pending ─▶ Checking ─▶ AwaitingApproval ─▶ Progressing ─▶ Verifying ─▶ Succeeded
 *      └──────────┴──────────────┤                └────────────┴───────▶ RolledBack, Failed
 *                                └──▶ Failed, Rejected, Cancelled, Expired, Superseded
 * ```
 *
 * Pure: the same promotion and facts give the same decision. The artifact is pinned before anything is checked, and the
 * status says Progressing before the target is changed, so that a promotion continues after a crash at any point.
 */
export function nextStep(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision {
  const { phase } = promotion.status ?? {};
  if (phase !== 'Progressing' && phase !== 'Verifying') {
    return start(promotion, facts);
  }
  if (isRollingBack(promotion)) {
    return rollBack(promotion, facts);
  }
  const { cancellation } = facts.approval;
  if (cancellation) {
    const { by, comment } = cancellation;
    return startRollBack(promotion, facts, {
      reason: 'Cancelled',
      message: comment
        ? `Cancelled by ${by}: ${comment}`
        : `Cancelled by ${by}.`,
    });
  }
  if (facts.project === 'Ended') {
    return startRollBack(promotion, facts, {
      reason: 'Cancelled',
      message: `ProjectPromotion "${promotion.spec.projectPromotionRef}" has ended.`,
    });
  }
  if (
    facts.malformedPolicy !== undefined &&
    promotion.spec.type !== 'RollBack'
  ) {
    return holdRollout(promotion, facts, phase, facts.malformedPolicy);
  }
  return phase === 'Progressing'
    ? rollOut(promotion, facts)
    : verify(promotion, facts);
}

/** Without its rules a rollout would continue without its steps, its gates and its verification. */
function holdRollout(
  promotion: Promotion,
  facts: PromotionFacts,
  phase: 'Progressing' | 'Verifying',
  policy: string,
): Decision {
  const message = malformedPolicyMessage(policy);
  return report(promotion, facts, {
    phase,
    reason: 'PolicyMalformed',
    message,
    steps: [
      {
        name: phase === 'Progressing' ? 'RollOut' : 'Verify',
        state: 'Running',
        message,
      },
    ],
  });
}
