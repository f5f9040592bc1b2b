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
    .describe('Users who may approve, as entity references.'),
  groups: strings('Entity reference of one group.')
    .optional()
    .describe('Groups whose members may approve, as entity references.'),
  minApprovals: z
    .int32()
    .min(1)
    .default(1)
    .describe('Number of different people who have to approve.'),
});

const qualityGateSchema = z
  .object({
    name: z.string().min(1).describe('Name of the gate.'),
    type: z
      .enum(['Healthy', 'Webhook', 'Job', 'Metric'])
      .describe(
        'How the gate decides: by the health of what runs (Healthy), by asking a service (Webhook), by running a Job, or by a figure (Metric).',
      ),
    timeout: duration()
      .optional()
      .describe('Longest time that the gate may take, for example 10m.'),
    webhook: z
      .object({ url: z.string().min(1).describe('Address that is asked.') })
      .optional()
      .describe('What a gate of type Webhook asks.'),
    job: z
      .object({
        template: rawObject().describe('Spec of the batch/v1 Job.'),
      })
      .optional()
      .describe('What a gate of type Job runs.'),
    metric: z
      .object({
        url: z.string().min(1).describe('Address of the metrics server.'),
        query: z.string().min(1).describe('Query that gives the figure.'),
        min: z.number().optional().describe('Least figure that passes.'),
        max: z.number().optional().describe('Greatest figure that passes.'),
      })
      .optional()
      .describe('What a gate of type Metric measures.'),
  })
  .describe('One gate.');

const strategySchema = z.object({
  type: z
    .enum(['Direct', 'Canary', 'BlueGreen'])
    .describe(
      'Whether the release replaces the other at once (Direct), step by step (Canary), or beside it (BlueGreen).',
    ),
  steps: z
    .array(
      z
        .object({
          weight: z
            .int32()
            .min(0)
            .max(100)
            .describe('Percentage of requests that the release gets.'),
          pause: duration()
            .optional()
            .describe('Wait before the next step, for example 5m.'),
        })
        .describe('One step.'),
    )
    .optional()
    .describe('Steps of a Canary, in order.'),
});

const freezeSchema = z
  .object({
    name: z.string().min(1).describe('What the window is called.'),
    from: timestamp().optional().describe('When a single window begins.'),
    to: timestamp().optional().describe('When a single window ends.'),
    schedule: z
      .string()
      .optional()
      .describe('When a repeated window begins, as a cron expression.'),
    duration: duration()
      .optional()
      .describe('How long a repeated window lasts, for example 48h.'),
    timeZone: z
      .string()
      .optional()
      .describe('Time zone of the schedule, for example Europe/Zurich.'),
  })
  .describe('One window.');

const ruleSchema = z
  .object({
    from: z
      .string()
      .min(1)
      .describe('Name of the Environment that is promoted from.'),
    to: z
      .string()
      .min(1)
      .describe('Name of the Environment that is promoted to.'),
    approvers: approversSchema
      .optional()
      .describe('Who has to approve; nobody when it is not given.'),
    qualityGates: z
      .array(qualityGateSchema)
      .optional()
      .describe('Gates that have to open.'),
    strategy: strategySchema
      .optional()
      .describe('How the release takes over; Direct by default.'),
    automaticRollback: z
      .object({
        enabled: z.boolean().describe('Whether it is done at all.'),
        after: duration()
          .optional()
          .describe('How long the release may be unwell, for example 5m.'),
      })
      .optional()
      .describe('Whether what ran before comes back when the release fails.'),
    automaticPromotion: z
      .boolean()
      .optional()
      .describe(
        'Whether a release moves on by itself once all gates are open.',
      ),
    freezeWindows: z
      .array(freezeSchema)
      .optional()
      .describe('Times in which nothing is promoted.'),
  })
  .describe('The rule of one step.');

export type PromotionRule = z.infer<typeof ruleSchema>;

export const promotionPolicySchema = resourceSchema(
  deliveryApiVersion,
  'PromotionPolicy',
  z
    .object({
      pipelineRef: z
        .string()
        .min(1)
        .describe('Name of the DeploymentPipeline that the policy is for.'),
      rules: z.array(ruleSchema).meta({
        description: 'The rules, at most one for each step of the pipeline.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['from', 'to'],
      }),
      historyLimit: z
        .int32()
        .min(1)
        .optional()
        .describe('Number of finished Promotions kept for each component.'),
    })
    .describe('What promotions along the pipeline must satisfy.'),
  statusSchema,
);

export type PromotionPolicy = z.infer<typeof promotionPolicySchema>;

export const promotionPolicyKind = defineKind<PromotionPolicy>({
  apiVersion: deliveryApiVersion,
  kind: 'PromotionPolicy',
  plural: 'promotionpolicies',
  shortNames: ['promopolicy'],
  description:
    'What promotions along a pipeline must satisfy, step by step: approvals, quality gates, strategy, freeze windows.',
  columns: [
    column('Pipeline', '.spec.pipelineRef', 'Pipeline of the policy.'),
    ageColumn,
  ],
  schema: promotionPolicySchema,
});
