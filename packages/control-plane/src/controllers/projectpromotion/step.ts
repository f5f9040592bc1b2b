import {
  ProjectPromotion,
  Promotion,
  PromotedComponent,
  getCondition,
  promotionKind,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';

export type ProjectPromotionStatus = NonNullable<ProjectPromotion['status']>;

/** A component with its Promotion, which may not have been created yet. */
export interface Part {
  component: PromotedComponent;
  promotion: Promotion | undefined;
}

/** What happens next: the new phase, and why. */
export interface Step {
  phase: NonNullable<ProjectPromotionStatus['phase']>;
  reason: string;
  message: string;
  fields?: Partial<ProjectPromotionStatus>;
}

/** Finds the Promotion of a component. */
export function findPart(
  { metadata: { namespace } }: ProjectPromotion,
  component: PromotedComponent,
  read: Read,
): Part {
  const name = component.promotion;
  return { component, promotion: read.get(promotionKind, { namespace, name }) };
}

const completeOf = (promotion: Promotion | undefined) =>
  getCondition(promotion?.status?.conditions, 'Complete');

/** Reason of the condition Complete of a Promotion. */
export const reasonOf = (promotion: Promotion | undefined) =>
  completeOf(promotion)?.reason;

/** Why a Promotion is in its phase, in one sentence. */
export const messageOf = (promotion: Promotion) =>
  completeOf(promotion)?.message ?? promotion.status?.phase ?? '';
