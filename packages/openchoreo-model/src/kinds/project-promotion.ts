import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { isUnchanged } from '../crd/validation-rule';
import { defineKind } from '../kind-definition';
import {
  finalPromotionPhases,
  promotionPhaseSchema,
} from '../schemas/promotion-status';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { requestFields } from '../schemas/request-fields';
import { strings, timestamp } from '../schemas/scalars';

const componentSchema = z
  .object({
    name: z.string().min(1).describe('Name of the component.'),
    promotion: z.string().min(1).describe('Name of its Promotion.'),
    layer: z
      .int32()
      .min(0)
      .describe(
        'Position in the order of the rollout. Components with the same number are rolled out together, after all with a smaller one.',
      ),
    phase: promotionPhaseSchema
      .optional()
      .describe('Phase of its Promotion, as last observed.'),
    rollBack: z
      .string()
      .optional()
      .describe(
        'Name of the Promotion that returns the target to its previous release.',
      ),
  })
  .describe('One component that is promoted.');

/**
 * One component of a ProjectPromotion.
 *
 * @public
 */
export type PromotedComponent = z.infer<typeof componentSchema>;

export const projectPromotionSchema = resourceSchema(
  deliveryApiVersion,
  'ProjectPromotion',
  z
    .object({
      projectName: z.string().min(1).describe('Name of the Project.'),
      from: z.string().min(1).describe('Name of the source Environment.'),
      to: z.string().min(1).describe('Name of the target Environment.'),
      components: strings('Name of one component.')
        .optional()
        .describe(
          'Components to promote. Default: all that run another release in the source than in the target.',
        ),
      ...requestFields,
    })
    .describe('Desired promotion.'),
  statusSchema.extend({
    phase: z
      .enum([
        'Checking',
        'Progressing',
        'RollingBack',
        'Succeeded',
        'Failed',
        'RolledBack',
      ])
      .optional()
      .describe(
        'Checking: the Promotions of all components are checked and approved. Progressing: they are rolled out, dependencies first. RollingBack: one has failed, and the others return to their previous releases. Then Succeeded, Failed (nothing was changed) or RolledBack.',
      ),
    components: z
      .array(componentSchema)
      .optional()
      .meta({
        description: 'The components that are promoted, in order.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      }),
    releasedLayers: z
      .int32()
      .min(0)
      .optional()
      .describe('Number of layers whose rollout may begin.'),
    startedAt: timestamp().optional().describe('Start of the promotion.'),
    completedAt: timestamp().optional().describe('End of the promotion.'),
  }),
);

/**
 * A ProjectPromotion.
 *
 * @public
 */
export type ProjectPromotion = z.infer<typeof projectPromotionSchema>;

/**
 * Whether the promotion of a project has ended. Nothing changes it any more.
 *
 * @public
 */
export function isFinishedProjectPromotion({
  status,
}: Pick<ProjectPromotion, 'status'>): boolean {
  return finalPromotionPhases.some(phase => phase === status?.phase);
}

/**
 * Definition of the kind ProjectPromotion.
 *
 * @public
 */
export const projectPromotionKind = defineKind<ProjectPromotion>({
  apiVersion: deliveryApiVersion,
  kind: 'ProjectPromotion',
  plural: 'projectpromotions',
  description:
    'Promotes the components of a project together: in the order of their connections, all or nothing.',
  columns: [
    column('Project', '.spec.projectName', 'Project.'),
    column('From', '.spec.from', 'Source environment.'),
    column('To', '.spec.to', 'Target environment.'),
    column('Phase', '.status.phase', 'Phase of the promotion.'),
    column('By', '.spec.requestedBy', 'Requester.'),
    ageColumn,
  ],
  schema: projectPromotionSchema,
  validations: [
    {
      rule: `!has(oldSelf.spec) || ${isUnchanged('spec')}`,
      message: 'spec is immutable. Create a new ProjectPromotion.',
      fieldPath: '.spec',
      reason: 'FieldValueForbidden',
    },
  ],
  owner: { project: 'spec.projectName' },
  isRecord: true,
});
