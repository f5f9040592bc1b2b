import { z } from 'zod';
import { openEnum } from '../openEnum';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { releasePromotePermission } from '../permissions';
import { promotionPhaseSchema } from '../promotions';
import { idempotencyKey } from './fields';
import { declareVerb } from './Verb';

/** @public */
export const projectPromotionSchema = z
  .object({
    name: z.string().describe('Name of the promotion.'),
    project: z.string().describe('Name of the project.'),
    from: z.string().describe('Environment that is promoted from.'),
    to: z.string().describe('Environment that is promoted to.'),
    phase: openEnum(
      [
        'Pending',
        'Checking',
        'Progressing',
        'RollingBack',
        'Succeeded',
        'Failed',
        'RolledBack',
        'Unknown',
      ],
      'Unknown',
    ).describe(
      'Where it is: it has ended when it is Succeeded, Failed or RolledBack.',
    ),
    message: z
      .string()
      .optional()
      .describe('What it waits for, or why it has ended, in a sentence.'),
    requestedBy: z
      .string()
      .optional()
      .describe('Entity ref of the user who requested it.'),
    requested: z
      .array(z.string())
      .describe('Names of the components that were requested.'),
    components: z
      .array(
        z.object({
          name: z.string().describe('Name of the component.'),
          promotion: z.string().describe('Name of its promotion.'),
          layer: z
            .number()
            .int()
            .describe('Those with a smaller number are rolled out before.'),
          phase: promotionPhaseSchema.optional(),
        }),
      )
      .describe(
        'Those that are promoted, in the order of the rollout. Empty until the promotion has been checked.',
      ),
    startedAt: z.string().optional().describe('ISO 8601 time.'),
    completedAt: z.string().optional().describe('ISO 8601 time.'),
  })
  .describe('The promotion of the components of a project.');

/**
 * The promotion of the components of a project.
 *
 * @public
 */
export type ProjectPromotionView = z.infer<typeof projectPromotionSchema>;

export const promoteProject = declareVerb({
  name: 'promote-project',
  title: 'Promote a project',
  description:
    'Requests the promotion of the components of an OpenChoreo project from one environment to the next: in the order of their connections, all or nothing. Each component needs its own approvals; nothing is changed before the last one is given.',
  resource: 'project',
  permission: releasePromotePermission,
  environment: deploysTo('to'),
  components: 'components',
  input: z.object({
    ...resourceFields.project,
    from: objectName('Environment to promote from.'),
    to: objectName('Environment to promote to.'),
    components: z
      .array(objectName('Name of a component.'))
      .min(1)
      .max(100)
      .describe(
        'Components to promote. Those that run the same release in `from` and `to` are left out. You need the permission for each.',
      ),
    reason: z.string().max(1000).optional().describe('Reason, for the record.'),
    idempotencyKey,
  }),
  output: projectPromotionSchema,
  attributes: { readOnly: false, destructive: true, idempotent: false },
  references: {
    from: 'environment',
    to: 'environment',
    components: 'component',
  },
  completion: 'promoted',
  http: { method: 'POST', path: '/promotions', status: 202 },
  audit: {
    eventId: 'project-promote',
    severityLevel: 'medium',
    meta: ({ from, to }) => ({ from, to }),
    outcome: ({ name }) => ({ promotion: name }),
  },
});
