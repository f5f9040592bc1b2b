import { z } from 'zod';

/** @public */
export const promotionPhases = [
  'Pending',
  'Checking',
  'AwaitingApproval',
  'RollingOut',
  'Verifying',
  'Succeeded',
  'Failed',
] as const;

/** @public */
export const promotionPhaseSchema = z.enum(promotionPhases);

/**
 * Where a promotion is on its way.
 *
 * @public
 */
export type PromotionPhase = z.infer<typeof promotionPhaseSchema>;

/**
 * A release as people name it.
 *
 * @public
 */
export const releaseNameSchema = z.object({
  short: z.string().describe('The first seven characters of the content hash.'),
  hash: z.string().describe('The full content hash of the release.'),
});

/** @public */
export type ReleaseName = z.infer<typeof releaseNameSchema>;

/** @public */
export const promotionStepSchema = z.object({
  name: z.enum(['Check', 'Approval', 'RollOut', 'Verify']),
  state: z.enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Skipped']),
  startedAt: z.string().optional().describe('ISO 8601 time.'),
  finishedAt: z.string().optional().describe('ISO 8601 time.'),
  message: z.string().optional(),
});

/**
 * One step of a promotion, with its time and, where it stopped, why.
 *
 * @public
 */
export type PromotionStep = z.infer<typeof promotionStepSchema>;

/** @public */
export const promotionViewSchema = z
  .object({
    name: z.string(),
    from: z.string().describe('The environment that the release comes from.'),
    to: z.string().describe('The environment that the release goes to.'),
    release: releaseNameSchema
      .optional()
      .describe('Absent until the promotion has been checked.'),
    replaces: releaseNameSchema
      .optional()
      .describe('What the target ran before.'),
    requestedBy: z
      .string()
      .optional()
      .describe('Entity ref of the person who asked.'),
    reason: z.string().optional().describe('Why it was asked for.'),
    phase: promotionPhaseSchema,
    steps: z.array(promotionStepSchema),
    startedAt: z.string().describe('ISO 8601 time.'),
    completedAt: z.string().optional().describe('ISO 8601 time.'),
    message: z.string().optional(),
  })
  .describe('One move of a release from an environment to another.');

/**
 * One move of a release from an environment to another.
 *
 * @public
 */
export type PromotionView = z.infer<typeof promotionViewSchema>;

/** @public */
export const promotionListSchema = z.object({
  promotions: z.array(promotionViewSchema).describe('Newest first.'),
});

/**
 * Tells whether a promotion has come to its end, well or badly.
 *
 * @public
 */
export function isPromotionComplete(promotion: PromotionView): boolean {
  return promotion.phase === 'Succeeded' || promotion.phase === 'Failed';
}
