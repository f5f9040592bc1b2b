import { z } from 'zod';
import { entityFields, freshnessFields, stateCountsSchema } from './fields';
import {
  deploymentSummarySchema,
  environmentSummarySchema,
  pipelineSummarySchema,
  releaseSchema,
} from './summaries';

/** @public */
export const projectOverviewSchema = z
  .object({
    organization: entityFields.organization,
    name: z.string().describe('Name of the project.'),
    pipeline: pipelineSummarySchema
      .optional()
      .describe('Absent when it does not exist.'),
    environments: z
      .array(environmentSummarySchema)
      .describe(
        'Those of the pipeline that exist, in promotion order, then others where a component runs.',
      ),
    components: z
      .array(
        z.object({
          name: z.string().describe('Name of the component.'),
          displayName: entityFields.displayName,
          entityRef: entityFields.entityRef,
          type: z.string().describe('Type, such as Service.'),
          deployments: z
            .array(deploymentSummarySchema)
            .describe('One for each environment of the overview.'),
          problem: z
            .string()
            .optional()
            .describe('A problem of the component as a whole, in a sentence.'),
        }),
      )
      .describe('By name.'),
    states: stateCountsSchema.describe(
      'How many components are in each state, the worst state first. A component counts with its worst state of all environments.',
    ),
    awaitingApproval: z
      .array(
        z.object({
          promotion: z.string().describe('Name of the promotion.'),
          component: z.string().describe('Name of the component.'),
          displayName: entityFields.displayName,
          entityRef: entityFields.entityRef,
          from: z.string().describe('Name of the source environment.'),
          to: z.string().describe('Name of the target environment.'),
          release: releaseSchema.optional(),
          requestedBy: z
            .string()
            .optional()
            .describe('Entity ref of the user who requested it.'),
          startedAt: z.string().describe('ISO 8601 time.'),
        }),
      )
      .describe('The promotions that await approval, the oldest first.'),
    problem: z
      .string()
      .optional()
      .describe('Why its components cannot be deployed, in a sentence.'),
    ...freshnessFields,
  })
  .describe('The components of a project in each environment.');

/**
 * The components of a project in each environment.
 *
 * @public
 */
export type ProjectOverview = z.infer<typeof projectOverviewSchema>;
