import { z } from 'zod';
import { ageColumn, column, componentColumn } from '../columns';
import { isUnchanged } from '../crd/validation-rule';
import { defineKind, specOwnerAndTrack } from '../kind-definition';
import { envOverridesSchema } from '../schemas/env-overrides';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  finalPromotionPhases,
  promotionResultFields,
  promotionStatusSchema,
} from '../schemas/promotion-status';
import { deliveryApiVersion, resourceSchema } from '../schemas/resource';
import { requestFields } from '../schemas/request-fields';
import { deploymentTrackField } from '../schemas/spec-fields';
import { strings, timestamp } from '../schemas/scalars';

const decisionSchema = z
  .object({
    by: z.string().min(1).describe('Entity reference of the person.'),
    decision: z
      .enum(['Approved', 'Rejected', 'Cancelled'])
      .describe('Decision of the person.'),
    at: timestamp().describe('Time of the decision.'),
    comment: z.string().max(1000).optional().describe('Comment of the person.'),
    confirmed: strings('One item.')
      .optional()
      .describe('Check list items that the person confirms.'),
    signature: z
      .string()
      .max(16_384)
      .optional()
      .describe(
        'JSON Web Signature of the Backstage backend, which authenticated the person. A decision without a valid signature does not count.',
      ),
  })
  .describe('One decision about the promotion.');

/**
 * One decision in the spec of a Promotion.
 *
 * @public
 */
export type PromotionDecision = z.infer<typeof decisionSchema>;

export const promotionSchema = resourceSchema(
  deliveryApiVersion,
  'Promotion',
  z
    .object({
      type: z
        .enum(['Promote', 'RollBack'])
        .optional()
        .describe(
          'Promote: deploy the release of the source to the target. RollBack: deploy an earlier release of the target to it again; from and to are the same environment. Default: Promote.',
        ),
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
      deploymentTrack: deploymentTrackField.describe(
        'Name of the track whose release is promoted, within the track. Default: default.',
      ),
      projectPromotionRef: z
        .string()
        .optional()
        .describe(
          'Name of the ProjectPromotion that this promotion is part of. It then waits for the others.',
        ),
      artifactRef: z
        .string()
        .optional()
        .describe(
          'Name of the DeployableArtifact to promote; on OpenChoreo 1.x, of the ComponentRelease. Default: the one that the source runs when the promotion begins; the control plane then sets this field.',
        ),
      envOverrides: envOverridesSchema
        .optional()
        .describe(
          'Overrides that replace those of the target, for a RollBack. Default: the overrides are kept.',
        ),
      ...requestFields,
      decisions: z
        .array(decisionSchema)
        .max(100)
        .optional()
        .describe(
          'Decisions of people, in order. Decisions can be added, not changed or removed.',
        ),
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
const wasFinished = `has(oldSelf.status) && has(oldSelf.status.phase) && oldSelf.status.phase in [${finalPromotionPhases
  .map(phase => `'${phase}'`)
  .join(', ')}]`;

/** Spec fields that say what was requested. Approvals are given for these values. */
const immutableFields = [
  'type',
  'owner',
  'from',
  'to',
  'deploymentTrack',
  'projectPromotionRef',
  'envOverrides',
  'requestedBy',
  'requestSignature',
] as const satisfies (keyof Promotion['spec'])[];

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
    'Moves a release of a component from one environment to another, or back to an earlier release: check, approval, rollout, verification.',
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
      rule: `!has(oldSelf.spec) || has(self.spec) && (${immutableFields
        .map(field => isUnchanged(`spec.${field}`))
        .join(' && ')})`,
      message:
        'The request of a promotion is immutable: type, owner, from, to, deploymentTrack, projectPromotionRef, envOverrides, requestedBy, requestSignature. Create a new Promotion.',
      fieldPath: '.spec',
      reason: 'FieldValueForbidden',
    },
    {
      rule: `!has(oldSelf.spec) || !has(oldSelf.spec.artifactRef) || has(self.spec) && ${isUnchanged(
        'spec.artifactRef',
      )}`,
      message: 'spec.artifactRef is immutable once it is set.',
      fieldPath: '.spec.artifactRef',
      reason: 'FieldValueForbidden',
    },
    {
      rule: '!has(oldSelf.spec) || !has(oldSelf.spec.decisions) || has(self.spec) && has(self.spec.decisions) && size(self.spec.decisions) >= size(oldSelf.spec.decisions) && oldSelf.spec.decisions == self.spec.decisions.filter(d, d in oldSelf.spec.decisions)',
      message: 'Decisions can be added, not changed or removed.',
      fieldPath: '.spec.decisions',
      reason: 'FieldValueForbidden',
    },
    {
      rule: "!has(self.spec) || !has(self.spec.type) || self.spec.type != 'RollBack' || self.spec.from == self.spec.to && has(self.spec.artifactRef)",
      message:
        'A RollBack has the same environment in from and to, and the release in artifactRef.',
      fieldPath: '.spec',
      reason: 'FieldValueInvalid',
    },
    {
      rule: `!(${wasFinished}) || has(self.status) && (${promotionResultFields
        .map(field => isUnchanged(`status.${field}`))
        .join(' && ')})`,
      message: 'The result of a finished promotion is immutable.',
      fieldPath: '.status',
      reason: 'FieldValueForbidden',
    },
  ],
  owner: specOwnerAndTrack,
  isRecord: true,
});

/**
 * Whether a promotion has ended. Nothing changes it any more.
 *
 * @public
 */
export function isFinishedPromotion({
  status,
}: Pick<Promotion, 'status'>): boolean {
  return finalPromotionPhases.some(phase => phase === status?.phase);
}

/**
 * Whether a promotion changes its target.
 *
 * @public
 */
export function isRunningPromotion({
  status,
}: Pick<Promotion, 'status'>): boolean {
  return status?.phase === 'Progressing' || status?.phase === 'Verifying';
}
