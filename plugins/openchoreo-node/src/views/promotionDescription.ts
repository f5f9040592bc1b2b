import { isErrorNamed } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  PromotionDescription,
  PromotionPlan,
  PromotionRecord,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { PromotionSource } from '../domain/PromotionSource';
import { requestedPromotionPlan } from './promotionPlan';

/**
 * A promotion without what depends on the reader.
 *
 * @public
 */
export type DescribedPromotion = Omit<
  PromotionDescription,
  'entityRef' | 'decide' | 'cancel' | 'asOf' | 'stale'
>;

/** How many earlier promotions to the same environment a description has. */
const earlierLimit = 5;

/**
 * Describes a promotion: what it changes, what happens when it fails, and what was promoted to its target before.
 *
 * @param snapshot - the component. Undefined when it was deleted
 */
export function describePromotion(
  { component, ...promotion }: PromotionRecord,
  snapshot: ComponentSnapshot | undefined,
  source: PromotionSource,
): DescribedPromotion {
  const { from, to, name } = promotion;
  const edge = snapshot?.pipeline?.edges.find(
    each => each.from === from && each.to === to,
  );
  return {
    component,
    promotion,
    plan: snapshot && findPlan(snapshot, source, promotion),
    isProduction: snapshot?.environments.get(to)?.isProduction ?? true,
    rollsBackAutomatically: edge?.rollsBackAutomatically ?? false,
    earlier: earlierPromotions(source, { ...component, environment: to }, name),
  };
}

/** Undefined when the release is not kept any more. */
function findPlan(
  snapshot: ComponentSnapshot,
  source: PromotionSource,
  promotion: PromotionView,
): PromotionPlan | undefined {
  try {
    return requestedPromotionPlan(snapshot, source, promotion);
  } catch (error) {
    if (isErrorNamed(error, 'NotFoundError')) return undefined;
    throw error;
  }
}

function earlierPromotions(
  source: PromotionSource,
  scope: PromotionRecord['component'] & { environment: string },
  name: string,
): PromotionRecord[] {
  const earlier: PromotionRecord[] = [];
  for (const { promotion } of source.list(scope)) {
    const isOther = promotion.name !== name;
    if (isOther && promotion.to === scope.environment) earlier.push(promotion);
    if (earlier.length === earlierLimit) break;
  }
  return earlier;
}
