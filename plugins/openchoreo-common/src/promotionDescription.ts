import { z } from 'zod';
import { componentRefSchema } from './componentRef';
import { entityFields, freshnessFields } from './overviews';
import { promotionPlanSchema } from './plan';
import { promotionRecordSchema, promotionViewSchema } from './promotions';

const permittedSchema = z.object({
  isAllowed: z.boolean(),
  reason: z
    .string()
    .optional()
    .describe('Why the caller may not do it, in a sentence.'),
});

/** @public */
export const promotionDescriptionSchema = z
  .object({
    component: componentRefSchema.describe(
      'The component. It may not exist any more.',
    ),
    entityRef: entityFields.entityRef,
    promotion: promotionViewSchema,
    plan: promotionPlanSchema
      .optional()
      .describe(
        'What it changes, or has changed. Absent when the component was deleted, or the release is not kept any more.',
      ),
    isProduction: z.boolean().describe('Whether the target serves production.'),
    rollsBackAutomatically: z
      .boolean()
      .describe(
        'Whether the target gets its previous release again when the new one is not healthy.',
      ),
    decide: permittedSchema.describe(
      'Whether the decision of the caller would count now.',
    ),
    cancel: permittedSchema.describe('Whether the caller may cancel it.'),
    earlier: z
      .array(promotionRecordSchema)
      .describe(
        'The newest other promotions of the component to the same environment.',
      ),
    ...freshnessFields,
  })
  .describe('A promotion with its plan, and what the caller may do about it.');

/**
 * A promotion with its plan, and what the caller may do about it.
 *
 * @public
 */
export type PromotionDescription = z.infer<typeof promotionDescriptionSchema>;
