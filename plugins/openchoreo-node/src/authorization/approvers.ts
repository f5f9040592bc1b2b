import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * A person who wants to decide about a promotion, with the entity refs of the groups that the person is a member of.
 *
 * @public
 */
export interface Approver {
  entityRef: string;
  groups: readonly string[];
}

/**
 * Why the decision of a person about a promotion does not count, in a sentence. Undefined for a person who is listed, or when
 * nobody is.
 *
 * @public
 */
export function decisionObstacle(
  { requiredApproval }: Pick<PromotionView, 'requiredApproval'>,
  { entityRef, groups }: Approver,
): string | undefined {
  const { users = [], groups: approvers = [] } = requiredApproval ?? {};
  const listed = [...approvers, ...users];
  const isListed =
    !listed.length ||
    users.some(user => isSame(user, entityRef)) ||
    approvers.some(group => groups.some(own => isSame(own, group)));
  return isListed
    ? undefined
    : `Only ${listed.join(', ')} may decide about it.`;
}

/**
 * Why the approval of a person does not count, in a sentence.
 *
 * @public
 */
export function approvalObstacle(
  promotion: Pick<PromotionView, 'requiredApproval' | 'requestedBy'>,
  person: Approver,
): string | undefined {
  const { requiredApproval, requestedBy = '' } = promotion;
  const isRequester = isSame(requestedBy, person.entityRef);
  return isRequester && !requiredApproval?.allowsSelfApproval
    ? 'You requested it, and the approval of the requester does not count.'
    : decisionObstacle(promotion, person);
}

/**
 * Why a person cannot approve a promotion now, in a sentence: the approval does not count, or the person has given it.
 *
 * @public
 */
export function pendingApprovalObstacle(
  promotion: Pick<
    PromotionView,
    'requiredApproval' | 'requestedBy' | 'approvals'
  >,
  person: Approver,
): string | undefined {
  const hasApproved = promotion.approvals.some(
    ({ by, decision }) =>
      decision === 'Approved' && isSame(by, person.entityRef),
  );
  return hasApproved
    ? 'You have approved it already.'
    : approvalObstacle(promotion, person);
}

/** Entity refs do not depend on case. */
function isSame(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
