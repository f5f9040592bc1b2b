import { z } from 'zod';
import { releaseNameSchema } from './promotions';

/** @public */
export const planChangeSchema = z.object({
  area: z.enum([
    'images',
    'configuration',
    'connections',
    'exposure',
    'policies',
  ]),
  path: z.string().describe('What changes, for people.'),
  before: z.string().optional().describe('Absent for what is added.'),
  after: z.string().optional().describe('Absent for what is removed.'),
});

/**
 * One difference that a promotion makes in its target. Values that come from secrets are never shown.
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
      .describe('What would be promoted. Absent where there is nothing.'),
    replaces: releaseNameSchema
      .optional()
      .describe('What the target runs now.'),
    changes: z.array(planChangeSchema),
    blockers: z
      .array(z.object({ reason: z.string(), message: z.string() }))
      .describe('Why it cannot be done now. Empty when it can.'),
    warnings: z
      .array(z.object({ reason: z.string(), message: z.string() }))
      .describe(
        'What will keep it from becoming ready unless somebody acts. It can be done all the same.',
      ),
    isProduction: z.boolean(),
    requiresApproval: z.boolean(),
  })
  .describe('What exactly changes if a promotion is asked for.');

/**
 * What exactly changes if a promotion is asked for.
 *
 * @public
 */
export type PromotionPlan = z.infer<typeof promotionPlanSchema>;
