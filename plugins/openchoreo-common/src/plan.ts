import { z } from 'zod';
import { openEnum } from './openEnum';
import { releaseNameSchema } from './promotions';

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
    from: z.string(),
    to: z.string(),
    release: releaseNameSchema
      .extend({ images: z.array(z.string()).describe('Image references.') })
      .optional()
      .describe(
        'The release to promote. Absent when nothing is deployed in `from`.',
      ),
    replaces: releaseNameSchema
      .optional()
      .describe('The release that `to` runs now.'),
    changes: z.array(planChangeSchema),
    blockers: z
      .array(z.object({ reason: z.string(), message: z.string() }))
      .describe('Reasons why the promotion is not possible now.'),
    warnings: z
      .array(z.object({ reason: z.string(), message: z.string() }))
      .describe(
        'Problems that will prevent the release from becoming ready. They do not block the promotion.',
      ),
    isProduction: z.boolean(),
    requiresApproval: z.boolean(),
  })
  .describe('What a promotion changes.');

/**
 * What a promotion changes.
 *
 * @public
 */
export type PromotionPlan = z.infer<typeof promotionPlanSchema>;
