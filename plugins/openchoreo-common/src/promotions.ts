import { z } from 'zod';
import { openEnum } from './openEnum';

/** @public */
export const promotionPhases = [
  'Pending',
  'Checking',
  'AwaitingApproval',
  'RollingOut',
  'Verifying',
  'Succeeded',
  'Failed',
  'Unknown',
] as const;

/** @public */
export const promotionPhaseSchema = openEnum(promotionPhases, 'Unknown');

/**
 * The phase of a promotion. `Unknown` is a phase that this version does not know.
 *
 * @public
 */
export type PromotionPhase = z.infer<typeof promotionPhaseSchema>;

/**
 * The names of a release.
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
  name: openEnum(
    ['Check', 'Approval', 'RollOut', 'Verify', 'Unknown'],
    'Unknown',
  ),
  state: openEnum(
    ['Pending', 'Running', 'Succeeded', 'Failed', 'Skipped', 'Unknown'],
    'Unknown',
  ),
  startedAt: z.string().optional().describe('ISO 8601 time.'),
  finishedAt: z.string().optional().describe('ISO 8601 time.'),
  message: z.string().optional(),
});

/**
 * A step of a promotion.
 *
 * @public
 */
export type PromotionStep = z.infer<typeof promotionStepSchema>;

/** @public */
export const promotionViewSchema = z
  .object({
    name: z.string(),
    from: z.string().describe('Environment that is promoted from.'),
    to: z.string().describe('Environment that is promoted to.'),
    release: releaseNameSchema
      .optional()
      .describe('Absent until the promotion has been checked.'),
    replaces: releaseNameSchema
      .optional()
      .describe('The release that the target ran before.'),
    requestedBy: z
      .string()
      .optional()
      .describe('Entity ref of the user who requested it.'),
    reason: z.string().optional().describe('Reason, for the record.'),
    phase: promotionPhaseSchema,
    steps: z.array(promotionStepSchema),
    startedAt: z.string().describe('ISO 8601 time.'),
    completedAt: z.string().optional().describe('ISO 8601 time.'),
    message: z.string().optional(),
  })
  .describe('The promotion of a release from one environment to another.');

/**
 * The promotion of a release from one environment to another.
 *
 * @public
 */
export type PromotionView = z.infer<typeof promotionViewSchema>;

/** @public */
export const promotionListSchema = z.object({
  promotions: z.array(promotionViewSchema).describe('Newest first.'),
});

/**
 * Whether a promotion has succeeded or failed.
 *
 * @public
 */
export function isPromotionComplete(promotion: PromotionView): boolean {
  return promotion.phase === 'Succeeded' || promotion.phase === 'Failed';
}
