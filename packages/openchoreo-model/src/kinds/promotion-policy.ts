import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import {
  qualityGateSchema,
  qualityGateSettings,
} from '../schemas/quality-gate';
import { duration, timestamp, strings } from '../schemas/scalars';

const approversSchema = z.object({
  users: strings('Entity reference of one user.')
    .optional()
    .describe('Users who may approve, as entity references.'),
  groups: strings('Entity reference of one group.')
    .optional()
    .describe('Groups whose members may approve, as entity references.'),
  minApprovals: z
    .int32()
    .min(1)
    .default(1)
    .describe(
      'Number of different people who must approve. The requester does not count. One more is needed when the requester is not verified.',
    ),
  allowSelfApproval: z
    .boolean()
    .optional()
    .describe('Whether the approval of the requester counts. Default: false.'),
});

const strategySchema = z.object({
  type: z
    .enum(['Direct', 'Canary', 'BlueGreen'])
    .describe(
      'How the release replaces the previous one: at once (Direct), in steps (Canary), or side by side (BlueGreen).',
    ),
  steps: z
    .array(
      z
        .object({
          weight: z
            .int32()
            .min(0)
            .max(100)
            .describe('Percentage of requests that the release receives.'),
          pause: duration()
            .optional()
            .describe('Time to wait before the next step, for example 5m.'),
        })
        .describe('One canary step.'),
    )
    .max(50)
    .optional()
    .describe('Steps of a Canary, in order.'),
});

const freezeSchema = z
  .object({
    name: z.string().min(1).describe('Name of the window.'),
    from: timestamp().optional().describe('Start of a one-time window.'),
    to: timestamp().optional().describe('End of a one-time window.'),
    schedule: z
      .string()
      .optional()
      .describe('Start of a recurring window, as a cron expression.'),
    duration: duration()
      .optional()
      .describe('Length of a recurring window, for example 48h.'),
    timeZone: z
      .string()
      .optional()
      .describe('Time zone of the schedule, for example Europe/Zurich.'),
  })
  .describe('One freeze window.');

const ruleSchema = z
  .object({
    from: z
      .string()
      .min(1)
      .max(253)
      .describe('Name of the source Environment of the edge.'),
    to: z
      .string()
      .min(1)
      .max(253)
      .describe('Name of the target Environment of the edge.'),
    approvers: approversSchema
      .optional()
      .describe('Approvals that the edge needs. Default: none.'),
    qualityGates: z
      .array(qualityGateSchema)
      .max(20)
      .optional()
      .meta({
        description:
          'Quality gates that must pass. A gate that cannot be evaluated blocks.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      }),
    strategy: strategySchema
      .optional()
      .describe('Rollout strategy. Default: Direct.'),
    automaticRollback: z
      .object({
        enabled: z.boolean().describe('Whether automatic rollback is enabled.'),
        after: duration()
          .optional()
          .describe(
            'Time that the release may be unhealthy before the rollback, for example 5m.',
          ),
      })
      .optional()
      .describe(
        'Rollback to the previous release when the promoted one fails.',
      ),
    verification: z
      .object({
        window: duration().describe(
          'Time for which the target must stay ready before the promotion succeeds, for example 5m.',
        ),
      })
      .optional()
      .describe(
        'Verification after the rollout. Default: the target is ready once.',
      ),
    expireAfter: duration()
      .optional()
      .describe(
        'Time after which a promotion expires that has not been rolled out. Default: 168h.',
      ),
    rollback: z
      .object({
        requiresApproval: z
          .boolean()
          .describe('Whether a rollback needs the approvals of the rule.'),
      })
      .optional()
      .describe(
        'Rollbacks of the target by people. Quality gates and freeze windows do not apply to them.',
      ),
    automaticPromotion: z
      .boolean()
      .optional()
      .describe(
        'Whether a new release of the source is promoted without a request. Its gates and approvals apply. Default: false.',
      ),
    freezeWindows: z
      .array(freezeSchema)
      .max(50)
      .optional()
      .describe(
        'Time windows in which nothing is promoted. Promotions wait for their end.',
      ),
  })
  .describe('Rule of one pipeline edge.');

/**
 * Rule of a PromotionPolicy for one pipeline edge.
 *
 * @public
 */
export type PromotionRule = z.infer<typeof ruleSchema>;

export const promotionPolicySchema = resourceSchema(
  deliveryApiVersion,
  'PromotionPolicy',
  z
    .object({
      pipelineRef: z
        .string()
        .min(1)
        .describe('Name of the DeploymentPipeline that the policy applies to.'),
      rules: z
        .array(ruleSchema)
        .max(200)
        .meta({
          description: 'Rules, at most one for each edge of the pipeline.',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['from', 'to'],
        }),
      historyLimit: z
        .int32()
        .min(1)
        .optional()
        .describe(
          'Number of finished Promotions to keep for each component, and the artifacts that they refer to. Default: all.',
        ),
      retention: duration()
        .optional()
        .describe(
          'Time for which finished Promotions are kept, for example 8760h. Default: without limit.',
        ),
    })
    .describe('Desired state of the policy.'),
  statusSchema,
);

/**
 * A PromotionPolicy.
 *
 * @public
 */
export type PromotionPolicy = z.infer<typeof promotionPolicySchema>;

/**
 * Definition of the kind PromotionPolicy.
 *
 * @public
 */
export const promotionPolicyKind = defineKind<PromotionPolicy>({
  apiVersion: deliveryApiVersion,
  kind: 'PromotionPolicy',
  plural: 'promotionpolicies',
  shortNames: ['promopolicy'],
  description:
    'Rules for promotions along the edges of a pipeline: approvers, quality gates, strategy, rollback and freeze windows.',
  columns: [
    column(
      'Pipeline',
      '.spec.pipelineRef',
      'Pipeline that the policy applies to.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: promotionPolicySchema,
  validations: [
    {
      rule: '!has(self.spec) || self.spec.rules.all(r, r.from != r.to)',
      message: 'A rule leads from one environment to another.',
      fieldPath: '.spec.rules',
      reason: 'FieldValueInvalid',
    },
    {
      rule: '!has(self.spec) || self.spec.rules.all(r, !has(r.approvers) || has(r.approvers.groups) && size(r.approvers.groups) > 0 || !has(r.approvers.users) || size(r.approvers.users) == 0 || r.approvers.minApprovals <= size(r.approvers.users))',
      message:
        'minApprovals is more than the number of users who may approve. Add users or groups, or lower it.',
      fieldPath: '.spec.rules',
      reason: 'FieldValueInvalid',
    },
    ...qualityGateSettings.map(([type, field]) => ({
      rule: `!has(self.spec) || self.spec.rules.all(r, !has(r.qualityGates) || r.qualityGates.all(g, g.type != '${type}' || has(g.${field})))`,
      message: `A gate of type ${type} needs the field ${field}.`,
      fieldPath: '.spec.rules',
      reason: 'FieldValueInvalid' as const,
    })),
    {
      rule: '!has(self.spec) || self.spec.rules.all(r, !has(r.freezeWindows) || r.freezeWindows.all(w, has(w.schedule) ? has(w.duration) && !has(w.from) && !has(w.to) : has(w.from) && has(w.to)))',
      message:
        'A freeze window has either from and to, or schedule and duration.',
      fieldPath: '.spec.rules',
      reason: 'FieldValueInvalid',
    },
    {
      rule: "!has(self.spec) || self.spec.rules.all(r, !has(r.strategy) || r.strategy.type != 'Canary' || has(r.strategy.steps) && size(r.strategy.steps) > 0)",
      message: 'The strategy Canary needs at least one step.',
      fieldPath: '.spec.rules',
      reason: 'FieldValueInvalid',
    },
  ],
});
