import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { duration, rawObject, timestamp, strings } from '../schemas/scalars';

const approversSchema = z.object({
  users: strings('Entity reference of one user.')
    .optional()
    .describe(
      'Users who may approve, as entity references. Accepted but has no effect yet.',
    ),
  groups: strings('Entity reference of one group.')
    .optional()
    .describe(
      'Groups whose members may approve, as entity references. Accepted but has no effect yet.',
    ),
  minApprovals: z
    .int32()
    .min(1)
    .default(1)
    .describe(
      'Number of different people who must approve. A promotion waits for approval when this is more than 0.',
    ),
});

const qualityGateSchema = z
  .object({
    name: z.string().min(1).describe('Name of the gate.'),
    type: z
      .enum(['Healthy', 'Webhook', 'Job', 'Metric'])
      .describe(
        'What the gate checks: the health of the release (Healthy), the answer of a service (Webhook), the result of a Job (Job), or the value of a metric (Metric).',
      ),
    timeout: duration()
      .optional()
      .describe('Maximum time for the gate to pass, for example 10m.'),
    webhook: z
      .object({ url: z.string().min(1).describe('URL to call.') })
      .optional()
      .describe('Settings of a gate of type Webhook.'),
    job: z
      .object({
        template: rawObject().describe('Spec of the batch/v1 Job.'),
      })
      .optional()
      .describe('Settings of a gate of type Job.'),
    metric: z
      .object({
        url: z.string().min(1).describe('URL of the metrics server.'),
        query: z.string().min(1).describe('Query that returns the value.'),
        min: z.number().optional().describe('Minimum value that passes.'),
        max: z.number().optional().describe('Maximum value that passes.'),
      })
      .optional()
      .describe('Settings of a gate of type Metric.'),
  })
  .describe('One quality gate.');

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
      .describe('Name of the source Environment of the edge.'),
    to: z
      .string()
      .min(1)
      .describe('Name of the target Environment of the edge.'),
    approvers: approversSchema
      .optional()
      .describe('Approvals that the edge needs. Default: none.'),
    qualityGates: z
      .array(qualityGateSchema)
      .optional()
      .describe(
        'Quality gates that must pass. Accepted but has no effect yet.',
      ),
    strategy: strategySchema
      .optional()
      .describe(
        'Rollout strategy. Default: Direct. Accepted but has no effect yet.',
      ),
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
        'Rollback to the previous release when the promoted one fails. Accepted but has no effect yet.',
      ),
    automaticPromotion: z
      .boolean()
      .optional()
      .describe(
        'Whether a release is promoted without a request once all gates pass. Accepted but has no effect yet.',
      ),
    freezeWindows: z
      .array(freezeSchema)
      .optional()
      .describe(
        'Time windows in which nothing is promoted. Accepted but has no effect yet.',
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
      rules: z.array(ruleSchema).meta({
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
    'Rules for promotions along the edges of a pipeline. Only approvers.minApprovals and historyLimit have an effect yet.',
  columns: [
    column(
      'Pipeline',
      '.spec.pipelineRef',
      'Pipeline that the policy applies to.',
    ),
    ageColumn,
  ],
  schema: promotionPolicySchema,
});
