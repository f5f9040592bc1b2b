import { z } from 'zod';
import { ageColumn, column, componentColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { timestamp } from '../schemas/scalars';

export const promotionPhaseSchema = z.enum([
  'Pending',
  'Checking',
  'AwaitingApproval',
  'RollingOut',
  'Verifying',
  'Succeeded',
  'Failed',
]);

export type PromotionPhase = z.infer<typeof promotionPhaseSchema>;

const stepSchema = z
  .object({
    name: z
      .enum(['Check', 'Approval', 'RollOut', 'Verify'])
      .describe('Which step it is.'),
    state: z
      .enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Skipped'])
      .describe('How far the step is.'),
    startedAt: timestamp().optional().describe('When the step began.'),
    finishedAt: timestamp().optional().describe('When the step ended.'),
    message: z
      .string()
      .optional()
      .describe('What the step waits for, or why it stopped.'),
  })
  .describe('One step.');

export type PromotionStep = z.infer<typeof stepSchema>;

const approvalSchema = z
  .object({
    by: z.string().min(1).describe('Entity reference of the approver.'),
    decision: z
      .enum(['Approved', 'Rejected'])
      .describe('What the approver decided.'),
    at: timestamp().describe('When the approver decided.'),
    comment: z.string().optional().describe('What the approver said to it.'),
  })
  .describe('One decision.');

export type PromotionApproval = z.infer<typeof approvalSchema>;

const promotionStatusSchema = statusSchema.extend({
  phase: promotionPhaseSchema.optional().describe('How far the promotion is.'),
  artifactRef: z
    .string()
    .optional()
    .describe('Name of the DeployableArtifact that is promoted.'),
  previousArtifactRef: z
    .string()
    .optional()
    .describe('Name of the DeployableArtifact that ran in the target before.'),
  release: z
    .string()
    .optional()
    .describe('Content hash of what is promoted, in hexadecimal.'),
  releaseLabel: z
    .string()
    .optional()
    .describe(
      'What is promoted, for people: first seven characters of the hash, then the image tag.',
    ),
  bindingRef: z
    .string()
    .optional()
    .describe('Name of the binding in the target environment.'),
  steps: z
    .array(stepSchema)
    .optional()
    .meta({
      description: 'The steps of the promotion, in order.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
  approvals: z
    .array(approvalSchema)
    .optional()
    .describe('Decisions that were made, in order.'),
  startedAt: timestamp().optional().describe('When the promotion began.'),
  completedAt: timestamp()
    .optional()
    .describe('When the promotion succeeded or failed.'),
});

export const promotionSchema = resourceSchema(
  deliveryApiVersion,
  'Promotion',
  z
    .object({
      owner: projectComponentOwnerSchema.describe(
        'Project and component that is promoted.',
      ),
      from: z
        .string()
        .min(1)
        .describe('Name of the Environment that is promoted from.'),
      to: z
        .string()
        .min(1)
        .describe('Name of the Environment that is promoted to.'),
      artifactRef: z
        .string()
        .optional()
        .describe(
          'Name of the DeployableArtifact that is promoted; filled with what runs in `from` when the promotion begins.',
        ),
      requestedBy: z
        .string()
        .optional()
        .describe('Entity reference of the person who asked.'),
      reason: z
        .string()
        .optional()
        .describe('Why, in the words of that person.'),
    })
    .describe('What should be promoted, and where.'),
  promotionStatusSchema,
);

export type Promotion = z.infer<typeof promotionSchema>;

export const promotionKind = defineKind<Promotion>({
  apiVersion: deliveryApiVersion,
  kind: 'Promotion',
  plural: 'promotions',
  shortNames: ['promo', 'promos'],
  description:
    'Takes a release of a component from one environment to the next: checked, approved, rolled out and verified.',
  columns: [
    componentColumn,
    column('Release', '.status.releaseLabel', 'What is promoted.'),
    column('From', '.spec.from', 'Environment that is promoted from.'),
    column('To', '.spec.to', 'Environment that is promoted to.'),
    column('Phase', '.status.phase', 'How far the promotion is.'),
    column('By', '.spec.requestedBy', 'Who asked.'),
    ageColumn,
  ],
  schema: promotionSchema,
  owner: specOwner,
});
