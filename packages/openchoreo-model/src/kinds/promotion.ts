import { z } from 'zod';
import { ageColumn, column, componentColumn } from '../columns';
import { isUnchanged } from '../crd/validation-rule';
import { defineKind, specOwner } from '../kind-definition';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { timestamp } from '../schemas/scalars';

const promotionPhaseSchema = z.enum([
  'Pending',
  'Checking',
  'AwaitingApproval',
  'RollingOut',
  'Verifying',
  'Succeeded',
  'Failed',
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
      .enum(['Check', 'Approval', 'RollOut', 'Verify'])
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

const approvalSchema = z
  .object({
    by: z.string().min(1).describe('Entity reference of the approver.'),
    decision: z
      .enum(['Approved', 'Rejected'])
      .describe('Decision of the approver.'),
    at: timestamp().describe('Time of the decision.'),
    comment: z.string().optional().describe('Comment of the approver.'),
  })
  .describe('One approval decision.');

const promotionStatusSchema = statusSchema.extend({
  phase: promotionPhaseSchema.optional().describe('Phase of the promotion.'),
  artifactRef: z
    .string()
    .optional()
    .describe('Name of the promoted DeployableArtifact.'),
  previousArtifactRef: z
    .string()
    .optional()
    .describe('Name of the DeployableArtifact that the target ran before.'),
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
  approvals: z
    .array(approvalSchema)
    .optional()
    .describe('Approval decisions, in order.'),
  startedAt: timestamp().optional().describe('Start of the promotion.'),
  completedAt: timestamp()
    .optional()
    .describe('Time at which the promotion succeeded or failed.'),
});

export const promotionSchema = resourceSchema(
  deliveryApiVersion,
  'Promotion',
  z
    .object({
      owner: projectComponentOwnerSchema.describe(
        'Project and component to promote.',
      ),
      from: z.string().min(1).describe('Name of the source Environment.'),
      to: z
        .string()
        .min(1)
        .describe(
          'Name of the target Environment. The pipeline of the project must have an edge from source to target.',
        ),
      artifactRef: z
        .string()
        .optional()
        .describe(
          'Name of the DeployableArtifact to promote. Default: the one that the source runs when the promotion begins; the control plane then sets this field.',
        ),
      requestedBy: z
        .string()
        .optional()
        .describe('Entity reference of the requester.'),
      reason: z
        .string()
        .optional()
        .describe('Reason for the promotion, as given by the requester.'),
    })
    .describe('Desired promotion.'),
  promotionStatusSchema,
);

/**
 * A Promotion.
 *
 * @public
 */
export type Promotion = z.infer<typeof promotionSchema>;

/** CEL: the promotion was finished before the update. */
const wasFinished =
  "has(oldSelf.status) && has(oldSelf.status.phase) && oldSelf.status.phase in ['Succeeded', 'Failed']";

/** Status fields that record the result of a promotion. */
const resultFields = [
  'phase',
  'artifactRef',
  'previousArtifactRef',
  'release',
  'releaseLabel',
  'bindingRef',
  'steps',
  'approvals',
  'startedAt',
  'completedAt',
] as const satisfies (keyof NonNullable<Promotion['status']>)[];

/**
 * Definition of the kind Promotion.
 *
 * @public
 */
export const promotionKind = defineKind<Promotion>({
  apiVersion: deliveryApiVersion,
  kind: 'Promotion',
  plural: 'promotions',
  shortNames: ['promo', 'promos'],
  description:
    'Moves a release of a component from one environment to another: check, approval, rollout, verification.',
  columns: [
    componentColumn,
    column('Release', '.status.releaseLabel', 'Label of the promoted release.'),
    column('From', '.spec.from', 'Source environment.'),
    column('To', '.spec.to', 'Target environment.'),
    column('Phase', '.status.phase', 'Phase of the promotion.'),
    column('By', '.spec.requestedBy', 'Requester.'),
    ageColumn,
  ],
  schema: promotionSchema,
  validations: [
    {
      rule: `!(${wasFinished}) || ${isUnchanged('spec')}`,
      message:
        'spec is immutable after the promotion has finished. Create a new Promotion.',
      fieldPath: '.spec',
      reason: 'FieldValueForbidden',
    },
    {
      rule: `!(${wasFinished}) || has(self.status) && (${resultFields
        .map(field => isUnchanged(`status.${field}`))
        .join(' && ')})`,
      message: 'The result of a finished promotion is immutable.',
      fieldPath: '.status',
      reason: 'FieldValueForbidden',
    },
  ],
  owner: specOwner,
});
