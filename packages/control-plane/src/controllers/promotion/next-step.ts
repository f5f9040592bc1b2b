import { Promotion } from '@promenade/openchoreo-model';
import { begin } from './begin';
import { Decision } from './decision';
import { PromotionFacts } from './facts';
import { rollOut } from './roll-out';
import { verify } from './verify';

/**
 * The state machine of a promotion:
 *
 * ```
 * Pending ─▶ Checking ─▶ AwaitingApproval ─▶ RollingOut ─▶ Verifying ─▶ Succeeded
 *      └──────────┴──────────────┴───────────────┴────────────┴───────▶ Failed
 * ```
 *
 * Pure: the same promotion and facts give the same decision. What is promoted is pinned before anything is checked,
 * and the status says RollingOut before the target is touched, so that a promotion that was cut off anywhere goes on from there.
 */
export function nextStep(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision {
  switch (promotion.status?.phase) {
    case 'Succeeded':
    case 'Failed':
      return {};
    case 'RollingOut':
      return rollOut(promotion, facts);
    case 'Verifying':
      return verify(promotion, facts);
    default:
      return begin(promotion, facts);
  }
}
