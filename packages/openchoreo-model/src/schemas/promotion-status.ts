import { z } from 'zod';
import { envOverridesSchema } from './env-overrides';
import { gatePhaseSchema, qualityGateTypeSchema } from './quality-gate';
import { statusSchema } from './resource';
import { strings, timestamp } from './scalars';

/**
 * Phases of a Promotion that has ended. Nothing changes it any more.
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

export const promotionPhaseSchema = z.enum([
  'Pending',
  'Checking',
  'AwaitingApproval',
  'Progressing',
  'Verifying',
  ...finalPromotionPhases,
]);

/**
 * Phase of a Promotion.
 *
 * @public
 */
export type PromotionPhase = z.infer<typeof promotionPhaseSchema>;

const stepSchema = z
  .object({
    name: z
      .enum(['Check', 'Approval', 'RollOut', 'Verify', 'RollBack'])
      .describe('Name of the step.'),
    state: z
      .enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Skipped'])
      .describe('State of the step.'),
    startedAt: timestamp().optional().describe('Start of the step.'),
    finishedAt: timestamp().optional().describe('End of the step.'),
    message: z
      .string()
      .optional()
      .describe('What the step waits for, or why it failed.'),
  })
  .describe('One step of the promotion.');

/**
 * One step of a Promotion.
 *
 * @public
 */
export type PromotionStep = z.infer<typeof stepSchema>;

const gateStatusSchema = z
  .object({
    name: z.string().min(1).describe('Name of the gate in the policy.'),
    type: qualityGateTypeSchema,
    phase: gatePhaseSchema
      .optional()
      .describe('Phase of the promotion in which the gate is evaluated.'),
    state: z
      .enum(['Pending', 'Running', 'Passed', 'Failed', 'Unknown'])
      .describe(
        'Result of the gate. Unknown: it could not be evaluated, which blocks the promotion.',
      ),
    message: z
      .string()
      .optional()
      .describe('What was found, or what the gate waits for.'),
    startedAt: timestamp().optional().describe('Start of the last evaluation.'),
    finishedAt: timestamp().optional().describe('End of the last evaluation.'),
    url: z.string().optional().describe('Link to the details of the result.'),
  })
  .describe('Result of one quality gate.');

/**
 * Result of one quality gate of a Promotion.
 *
 * @public
 */
export type PromotionGateStatus = z.infer<typeof gateStatusSchema>;

const approvalSchema = z
  .object({
    by: z.string().min(1).describe('Entity reference of the person.'),
    decision: z
      .enum(['Approved', 'Rejected', 'Cancelled'])
      .describe('Decision of the person.'),
    at: timestamp().describe('Time of the decision.'),
    comment: z.string().optional().describe('Comment of the person.'),
    confirmed: strings('One item.')
      .optional()
      .describe('Check list items that the person confirmed.'),
  })
  .describe('One decision, with a valid signature.');

/**
 * One decision about a Promotion, with a valid signature.
 *
 * @public
 */
export type PromotionApproval = z.infer<typeof approvalSchema>;

const requiredApprovalSchema = z
  .object({
    count: z
      .int32()
      .min(1)
      .describe('Number of different people who must approve.'),
    users: strings('Entity reference of one user.')
      .optional()
      .describe('Users who may approve.'),
    groups: strings('Entity reference of one group.')
      .optional()
      .describe('Groups whose members may approve.'),
    allowsSelfApproval: z
      .boolean()
      .optional()
      .describe('Whether the approval of the requester counts.'),
    checklist: strings('One item.')
      .optional()
      .describe('Items that the approvers must confirm.'),
    expiresAt: timestamp()
      .optional()
      .describe('Time at which the promotion expires without approval.'),
  })
  .describe(
    'Approvals that the promotion needs. Without users and groups, everybody who has the permission may approve.',
  );

const transitionSchema = z
  .object({
    phase: promotionPhaseSchema.describe('Phase that began.'),
    at: timestamp().describe('Time of the transition.'),
    by: z
      .string()
      .optional()
      .describe('Entity reference of the person who caused it.'),
    reason: z.string().min(1).describe('Reason in CamelCase.'),
    message: z.string().describe('Reason in one sentence.'),
  })
  .describe('One change of the phase.');

/**
 * One change of the phase of a Promotion.
 *
 * @public
 */
export type PromotionTransition = z.infer<typeof transitionSchema>;

export const promotionStatusSchema = statusSchema.extend({
  phase: promotionPhaseSchema.optional().describe('Phase of the promotion.'),
  requester: z
    .object({
      name: z
        .string()
        .optional()
        .describe('Entity reference of the requester.'),
      isVerified: z
        .boolean()
        .describe(
          'Whether the request has a valid signature. If not, anybody may have written the name.',
        ),
    })
    .optional()
    .describe('Who requested the promotion.'),
  artifactRef: z
    .string()
    .optional()
    .describe('Name of the promoted DeployableArtifact.'),
  previousArtifactRef: z
    .string()
    .optional()
    .describe('Name of the DeployableArtifact that the target ran before.'),
  previousEnvOverrides: envOverridesSchema
    .optional()
    .describe('Overrides of the target before the promotion.'),
  release: z
    .string()
    .optional()
    .describe('Content hash of the promoted release, in hexadecimal.'),
  releaseLabel: z
    .string()
    .optional()
    .describe(
      'Display name of the promoted release: first seven characters of the content hash, then the image tag.',
    ),
  bindingRef: z
    .string()
    .optional()
    .describe('Name of the binding in the target environment.'),
  steps: z
    .array(stepSchema)
    .optional()
    .meta({
      description: 'Steps of the promotion, in order.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
  gates: z
    .array(gateStatusSchema)
    .optional()
    .meta({
      description: 'Results of the quality gates.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
  requiredApproval: requiredApprovalSchema.optional(),
  approvals: z
    .array(approvalSchema)
    .optional()
    .describe(
      'Decisions with a valid signature by people who may decide, in order.',
    ),
  canary: z
    .object({
      step: z.int32().min(0).describe('Index of the current canary step.'),
      weight: z
        .int32()
        .min(0)
        .max(100)
        .describe('Percentage of requests that the release receives.'),
      since: timestamp().describe('Start of the step.'),
    })
    .optional()
    .describe('Progress of a Canary or BlueGreen rollout.'),
  transitions: z
    .array(transitionSchema)
    .optional()
    .describe('Changes of the phase, in order: who, when and why.'),
  startedAt: timestamp().optional().describe('Start of the promotion.'),
  completedAt: timestamp().optional().describe('End of the promotion.'),
});

/** Status fields that record the result of a promotion. */
export const promotionResultFields = [
  'phase',
  'requester',
  'artifactRef',
  'previousArtifactRef',
  'previousEnvOverrides',
  'release',
  'releaseLabel',
  'bindingRef',
  'steps',
  'gates',
  'requiredApproval',
  'approvals',
  'canary',
  'transitions',
  'startedAt',
  'completedAt',
] as const satisfies (keyof z.infer<typeof promotionStatusSchema>)[];
