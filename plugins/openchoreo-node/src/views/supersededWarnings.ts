import {
  isPromotionComplete,
  isPromotionRunning,
  type PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { environmentLabel } from './snapshotLookups';

/**
 * The promotions to an environment that wait and would end, because a newer one supersedes them.
 *
 * @param except - name of the promotion that supersedes
 */
export function supersededWarnings(
  snapshot: ComponentSnapshot,
  environment: string,
  except?: string,
): PromotionPlan['warnings'] {
  return snapshot.promotions
    .filter(
      promotion =>
        promotion.to === environment &&
        promotion.name !== except &&
        !isPromotionComplete(promotion) &&
        !isPromotionRunning(promotion),
    )
    .map(({ release, requestedBy = 'somebody' }) => ({
      reason: 'SupersedesPromotion',
      message: `A promotion${
        release ? ` of ${release.short}` : ''
      } to ${environmentLabel(
        snapshot,
        environment,
      )} waits, which ${requestedBy} requested. It ends, because this one is newer.`,
    }));
}
