import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  verbs,
  type ApprovalList,
  type PendingApproval,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  pendingApprovalObstacle,
  neededPermissions,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from './ReadServices';

/** The promotions that await approval, of components that the reader may see. */
export async function listApprovals(
  { authorization, openChoreo }: ReadServices,
  credentials: BackstageCredentials,
): Promise<ApprovalList> {
  const { views } = openChoreo;
  const waiting = views.awaitingApproval();
  const canRead = await authorization.canRead(
    waiting.map(({ component }) => component),
    credentials,
  );
  const visible = waiting.filter((_, index) => canRead[index]);
  const denied = await authorization.findDenied(
    visible.map(({ component, to }) =>
      neededPermissions(verbs.approvePromotion, component, to),
    ),
    credentials,
  );
  const person = visible.length
    ? authorization.personOf(credentials)
    : undefined;
  const approver = person && {
    entityRef: person.entityRef,
    groups: await person.groups(),
  };
  const reasonOf = (promotion: PromotionView, isDenied: boolean) => {
    if (!approver) return 'Only a signed-in user can approve it.';
    return isDenied
      ? `You may not approve promotions to ${promotion.to} of this component.`
      : pendingApprovalObstacle(promotion, approver);
  };
  const refs = await authorization.componentRefs();
  const approvals = visible.map(({ component, ...promotion }, index) => {
    const reason = reasonOf(promotion, denied[index] !== undefined);
    return {
      component,
      entityRef: refs.of({
        organization: component.organization,
        name: component.component,
      }),
      promotion,
      isProduction: views.isProduction(component, promotion.to),
      canApprove: reason === undefined,
      reason,
    };
  });
  return { approvals: approvals.sort(byUrgency) };
}

function byUrgency(a: PendingApproval, b: PendingApproval): number {
  return (
    Number(b.canApprove) - Number(a.canApprove) ||
    a.promotion.startedAt.localeCompare(b.promotion.startedAt, 'en') ||
    a.promotion.name.localeCompare(b.promotion.name, 'en')
  );
}
