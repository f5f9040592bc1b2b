import { z } from 'zod';

/**
 * The types of gates that forms and apply-promotion-policy can create.
 *
 * @public
 */
export const plainGateTypes = [
  'Healthy',
  'ImageDigest',
  'EnvironmentPolicy',
  'Manual',
] as const;

const duration = z
  .string()
  .regex(
    /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/,
    'is not a duration: write one such as 90s, 10m or 1h30m',
  );

export const policyGateSchema = z.object({
  name: z.string().min(1).max(63).describe('Name of the gate in its rule.'),
  type: z
    .enum([...plainGateTypes, 'Webhook', 'Job', 'Metric'])
    .describe(
      'What it checks. A gate of type Webhook, Job or Metric has settings that only its PromotionPolicy has: it can be kept, but not created.',
    ),
  phase: z
    .enum(['Checking', 'Progressing', 'Verifying'])
    .optional()
    .describe('When it must pass. Default: Checking, before the rollout.'),
  timeout: duration
    .optional()
    .describe('Longest time until it passes. Default: 10m.'),
  healthyFor: duration
    .optional()
    .describe('Of a gate of type Healthy: for how long. Default: 0s.'),
  checklist: z
    .array(z.string().min(1))
    .max(50)
    .optional()
    .describe('Of a gate of type Manual: the items that approvers confirm.'),
});

/**
 * A quality gate of a promotion policy.
 *
 * @public
 */
export type PolicyGate = z.infer<typeof policyGateSchema>;

export const policyApproversSchema = z.object({
  minApprovals: z
    .int()
    .min(0)
    .max(20)
    .describe('Number of different people who must approve.'),
  users: z
    .array(z.string().min(1))
    .max(100)
    .optional()
    .describe('Entity refs of users who may approve.'),
  groups: z
    .array(z.string().min(1))
    .max(100)
    .optional()
    .describe('Entity refs of groups whose members may approve.'),
  allowSelfApproval: z
    .boolean()
    .optional()
    .describe('Whether the approval of the requester counts. Default: false.'),
});

/**
 * Who approves promotions along an edge.
 *
 * @public
 */
export type PolicyApprovers = z.infer<typeof policyApproversSchema>;

export const promotionPolicySchema = z
  .object({
    name: z.string().describe('Name of the PromotionPolicy.'),
    resourceVersion: z
      .string()
      .optional()
      .describe(
        'For apply-promotion-policy, which is rejected when the policy was changed since.',
      ),
    rules: z.array(
      z.object({
        from: z.string().describe('Name of the source environment.'),
        to: z.string().describe('Name of the target environment.'),
        approvers: policyApproversSchema.optional(),
        gates: z.array(policyGateSchema),
      }),
    ),
  })
  .describe('Gates and approvals of the promotions of a pipeline.');

/**
 * Gates and approvals of the promotions of a pipeline.
 *
 * @public
 */
export type PromotionPolicyView = z.infer<typeof promotionPolicySchema>;
