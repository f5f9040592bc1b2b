import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  verbs,
  type PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  neededPermissions,
  pendingApprovalObstacle,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from './ReadServices';

/** Why the reader cannot approve each promotion, in a sentence. Undefined for one that the reader can approve. */
export async function approvalObstacles(
  { authorization }: Pick<ReadServices, 'authorization'>,
  promotions: readonly PromotionRecord[],
  credentials: BackstageCredentials,
): Promise<(string | undefined)[]> {
  if (promotions.length === 0) return [];
  const denied = await authorization.findDenied(
    promotions.map(({ component, to }) =>
      neededPermissions(verbs.approvePromotion, component, to),
    ),
    credentials,
  );
  const person = authorization.personOf(credentials);
  const approver = person && {
    entityRef: person.entityRef,
    groups: await person.groups(),
  };
  return promotions.map((promotion, index) => {
    if (!approver) return 'Only a signed-in user can approve it.';
    return denied[index]
      ? `You may not approve promotions to ${promotion.to} of this component.`
      : pendingApprovalObstacle(promotion, approver);
  });
}
