import { z } from 'zod';
import { openEnum } from './openEnum';
import {
  promotionGateSchema,
  releaseNameSchema,
  requiredApprovalSchema,
} from './promotions';

/** @public */
export const planChangeSchema = z.object({
  area: openEnum(
    ['images', 'configuration', 'connections', 'exposure', 'policies', 'other'],
    'other',
  ),
  path: z.string().describe('What changes, as a label.'),
  before: z.string().optional().describe('Absent for an addition.'),
  after: z.string().optional().describe('Absent for a removal.'),
});

/**
 * One difference that a promotion makes in its target environment. Literal values of the configuration are hidden: a short hash
 * shows that they differ.
 *
 * @public
 */
export type PlanChange = z.infer<typeof planChangeSchema>;

/** @public */
export const promotionPlanSchema = z
  .object({
    from: z.string().describe('Environment that the release comes from.'),
    to: z.string().describe('Environment that changes.'),
    release: releaseNameSchema
      .extend({ images: z.array(z.string()).describe('Image references.') })
      .optional()
      .describe(
        'The release to deploy. Absent when nothing is deployed in `from`.',
      ),
    replaces: releaseNameSchema
      .optional()
      .describe('The release that `to` runs now.'),
    changes: z
      .array(planChangeSchema)
      .describe('The differences from what `to` runs now.'),
    blockers: z
      .array(z.object({ reason: z.string(), message: z.string() }))
      .describe('Reasons why the promotion is not possible now.'),
    warnings: z
      .array(z.object({ reason: z.string(), message: z.string() }))
      .describe(
        'Problems that will prevent the release from becoming ready. They do not block the promotion.',
      ),
    isProduction: z.boolean().describe('Whether `to` serves production.'),
    requiresApproval: z.boolean().describe('Whether it needs an approval.'),
    gates: z
      .array(promotionGateSchema)
      .describe(
        'The quality gates of the path. Pending, unless the promotion has begun.',
      ),
    requiredApproval: requiredApprovalSchema
      .optional()
      .describe('The approvals of the path, if it needs some.'),
  })
  .describe('What a promotion changes.');

/**
 * What a promotion changes.
 *
 * @public
 */
export type PromotionPlan = z.infer<typeof promotionPlanSchema>;
