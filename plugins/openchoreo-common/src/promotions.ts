import { z } from 'zod';
import { componentRefSchema } from './componentRef';
import { openEnum } from './openEnum';

/**
 * The phases of a promotion that has ended.
 *
 * @public
 */
export const finalPromotionPhases = [
  'Succeeded',
  'Failed',
  'RolledBack',
  'Rejected',
  'Cancelled',
  'Expired',
  'Superseded',
] as const;

/** @public */
export const promotionPhases = [
  'Pending',
  'Checking',
  'AwaitingApproval',
  'Progressing',
  'Verifying',
  ...finalPromotionPhases,
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
    ['Check', 'Approval', 'RollOut', 'Verify', 'RollBack', 'Unknown'],
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
export const promotionGateSchema = z.object({
  name: z.string(),
  type: z.string(),
  phase: openEnum(
    ['Checking', 'Progressing', 'Verifying', 'Unknown'],
    'Unknown',
  )
    .optional()
    .describe('Phase of the promotion in which the gate is evaluated.'),
  state: openEnum(
    ['Pending', 'Running', 'Passed', 'Failed', 'Unknown'],
    'Unknown',
  ).describe('Unknown: it could not be evaluated, which blocks.'),
  message: z.string().optional(),
  startedAt: z.string().optional().describe('ISO 8601 time.'),
  finishedAt: z.string().optional().describe('ISO 8601 time.'),
  url: z.string().optional().describe('Link to the details of the result.'),
});

/**
 * The result of a quality gate.
 *
 * @public
 */
export type PromotionGate = z.infer<typeof promotionGateSchema>;

/** @public */
export const promotionDecisionSchema = z.object({
  by: z.string().describe('Entity ref of the person.'),
  decision: openEnum(
    ['Approved', 'Rejected', 'Cancelled', 'Unknown'],
    'Unknown',
  ),
  at: z.string().describe('ISO 8601 time.'),
  comment: z.string().optional(),
  confirmed: z
    .array(z.string())
    .optional()
    .describe('Check list items that the person confirmed.'),
});

/**
 * A decision of a person about a promotion.
 *
 * @public
 */
export type PromotionDecision = z.infer<typeof promotionDecisionSchema>;

/** @public */
export const requiredApprovalSchema = z.object({
  count: z.number().int().describe('How many different people must approve.'),
  missing: z.number().int().describe('How many approvals are missing.'),
  users: z.array(z.string()).optional().describe('Users who may approve.'),
  groups: z
    .array(z.string())
    .optional()
    .describe('Groups whose members may approve.'),
  allowsSelfApproval: z.boolean(),
  checklist: z
    .array(z.string())
    .optional()
    .describe('Items that the approvers must confirm.'),
  expiresAt: z.string().optional().describe('ISO 8601 time.'),
});

/**
 * The approvals that a promotion needs.
 *
 * @public
 */
export type RequiredApproval = z.infer<typeof requiredApprovalSchema>;

/** @public */
export const promotionTransitionSchema = z.object({
  phase: promotionPhaseSchema,
  at: z.string().describe('ISO 8601 time.'),
  by: z.string().optional().describe('Entity ref of the person.'),
  reason: z.string(),
  message: z.string(),
});

/**
 * A change of the phase of a promotion.
 *
 * @public
 */
export type PromotionTransition = z.infer<typeof promotionTransitionSchema>;

/** @public */
export const promotionViewSchema = z
  .object({
    name: z.string().describe('Name of the promotion.'),
    type: openEnum(['Promote', 'RollBack', 'Unknown'], 'Unknown').describe(
      'Promote, or RollBack to an earlier release.',
    ),
    from: z.string().describe('Environment that is promoted from.'),
    to: z
      .string()
      .describe(
        'Environment that is promoted to. The same as `from` for a roll back.',
      ),
    release: releaseNameSchema
      .extend({
        version: z.string().optional().describe('Image tag of the release.'),
      })
      .optional()
      .describe('Absent until the promotion has been checked.'),
    artifact: z
      .string()
      .optional()
      .describe('Name of the artifact. Decisions are bound to it.'),
    replaces: releaseNameSchema
      .optional()
      .describe('The release that the target ran before.'),
    requestedBy: z
      .string()
      .optional()
      .describe('Entity ref of the user who requested it.'),
    isRequesterVerified: z
      .boolean()
      .describe('Whether the requester was authenticated by Backstage.'),
    reason: z.string().optional().describe('Reason, for the record.'),
    phase: promotionPhaseSchema.describe(
      'Pending, Checking, AwaitingApproval, Progressing or Verifying while it runs; Succeeded, Failed, RolledBack, Rejected, Cancelled, Expired or Superseded at its end.',
    ),
    steps: z
      .array(promotionStepSchema)
      .describe('The steps, in their order, with what each waits for.'),
    gates: z.array(promotionGateSchema).describe('The quality gates.'),
    requiredApproval: requiredApprovalSchema
      .optional()
      .describe('The approvals that it needs. Absent if it needs none.'),
    approvals: z
      .array(promotionDecisionSchema)
      .describe('The decisions about it, oldest first.'),
    canary: z
      .object({
        step: z.number().int(),
        weight: z.number().int().describe('Percentage of requests.'),
        since: z.string().describe('ISO 8601 time.'),
      })
      .optional()
      .describe('The canary, while there is one.'),
    transitions: z
      .array(promotionTransitionSchema)
      .describe('The changes of its phase, oldest first.'),
    startedAt: z.string().describe('ISO 8601 time.'),
    completedAt: z.string().optional().describe('ISO 8601 time.'),
    message: z
      .string()
      .optional()
      .describe('What it waits for, or why it has ended, in a sentence.'),
  })
  .describe('The promotion of a release from one environment to another.');

/**
 * The promotion of a release from one environment to another.
 *
 * @public
 */
export type PromotionView = z.infer<typeof promotionViewSchema>;

/** @public */
export const promotionRecordSchema = promotionViewSchema.extend({
  component: componentRefSchema.describe(
    'The component. It may not exist any more.',
  ),
});

/**
 * A promotion in a history, with its component.
 *
 * @public
 */
export type PromotionRecord = z.infer<typeof promotionRecordSchema>;

/** @public */
export const promotionListSchema = z.object({
  promotions: z.array(promotionRecordSchema).describe('Newest first.'),
  nextCursor: z
    .string()
    .optional()
    .describe(
      'The `cursor` of the next page. Absent on the last one. A page may have fewer promotions than `limit` and still not be the last one.',
    ),
});

/**
 * A page of the history of promotions.
 *
 * @public
 */
export type PromotionList = z.infer<typeof promotionListSchema>;

/** @public */
export const pendingApprovalSchema = z.object({
  component: componentRefSchema,
  entityRef: z
    .string()
    .optional()
    .describe('Entity ref of the component in the catalog.'),
  promotion: promotionViewSchema,
  isProduction: z.boolean(),
  canApprove: z
    .boolean()
    .describe('Whether the approval of the caller counts.'),
  reason: z
    .string()
    .optional()
    .describe('Why the caller cannot approve, in a sentence.'),
});

/**
 * A promotion that awaits approval.
 *
 * @public
 */
export type PendingApproval = z.infer<typeof pendingApprovalSchema>;

/** @public */
export const approvalListSchema = z.object({
  approvals: z
    .array(pendingApprovalSchema)
    .describe(
      'Those that the caller can approve come first, then the oldest first.',
    ),
});

/**
 * The promotions that await approval, of components that the caller may see.
 *
 * @public
 */
export type ApprovalList = z.infer<typeof approvalListSchema>;

/** @public */
export const releaseRevisionSchema = z.object({
  release: releaseNameSchema.extend({
    name: z.string().describe('Name of the artifact.'),
    version: z.string().optional().describe('Image tag of the release.'),
    images: z.array(z.string()).describe('Image references.'),
  }),
  artifact: z.string().describe('Name of the artifact.'),
  since: z
    .string()
    .optional()
    .describe('ISO 8601 time at which the environment began to run it.'),
  until: z
    .string()
    .optional()
    .describe('ISO 8601 time at which another one replaced it.'),
  by: z.string().optional().describe('Entity ref of the requester.'),
  promotion: z
    .string()
    .optional()
    .describe('Name of the promotion that brought it.'),
  isCurrent: z.boolean(),
  canRollBack: z.boolean(),
  reason: z
    .string()
    .optional()
    .describe('Why a rollback to it is not possible, in a sentence.'),
});

/**
 * A release that an environment runs or has run.
 *
 * @public
 */
export type ReleaseRevision = z.infer<typeof releaseRevisionSchema>;

/** @public */
export const releaseListSchema = z.object({
  environments: z
    .array(
      z.object({
        environment: z.string(),
        revisions: z.array(releaseRevisionSchema).describe('Newest first.'),
      }),
    )
    .describe('In promotion order.'),
});

/**
 * The releases that the environments of a component run or have run.
 *
 * @public
 */
export type ReleaseList = z.infer<typeof releaseListSchema>;

/**
 * Whether a promotion has ended.
 *
 * @public
 */
export function isPromotionComplete({ phase }: { phase: string }): boolean {
  return finalPromotionPhases.some(final => final === phase);
}

/**
 * Whether a promotion changes its target now. A promotion that only waits can be superseded by a newer one.
 *
 * @public
 */
export function isPromotionRunning({
  phase,
}: Pick<PromotionView, 'phase'>): boolean {
  return phase === 'Progressing' || phase === 'Verifying';
}
