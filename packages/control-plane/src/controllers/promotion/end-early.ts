import { Promotion } from '@promenade/openchoreo-model';
import { PromotionFacts } from './promotion-facts';
import { Decision, expiresAt, report } from './status';

/** The step that a waiting promotion is at. */
function currentStep({ status }: Promotion): 'Check' | 'Approval' {
  return status?.phase === 'AwaitingApproval' ? 'Approval' : 'Check';
}

/** Ends a promotion that waits: cancelled, rejected, superseded, with its project, or expired. */
export function endEarly(
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
