import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ApprovalList,
  PendingApproval,
} from '@promenade/backstage-plugin-openchoreo-common';
import { approvalObstacles } from './approvalObstacles';
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
  const reasons = await approvalObstacles(
    { authorization },
    visible,
    credentials,
  );
  const refs = await authorization.componentRefs();
  const approvals = visible.map(({ component, ...promotion }, index) => {
    const reason = reasons[index];
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
