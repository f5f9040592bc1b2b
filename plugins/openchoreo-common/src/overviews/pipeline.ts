import { z } from 'zod';
import { promotionPolicySchema } from '../promotionPolicy';
import { entityFields, freshnessFields } from './fields';
import {
  environmentSummarySchema,
  pipelineSummarySchema,
  projectSummarySchema,
} from './summaries';

/** @public */
export const pipelineOverviewSchema = z
  .object({
    ...entityFields,
    resourceVersion: z
      .string()
      .optional()
      .describe(
        'For apply-pipeline, which is rejected when the pipeline was changed since.',
      ),
    environments: z
      .array(
        environmentSummarySchema.partial({ entityRef: true }).extend({
          exists: z.boolean().describe('Whether the environment exists.'),
        }),
      )
      .describe('In promotion order: an environment comes after its sources.'),
    edges: pipelineSummarySchema.shape.edges,
    policies: z
      .array(promotionPolicySchema)
      .optional()
      .describe('Absent where the platform has none.'),
    projects: z
      .array(projectSummarySchema)
      .describe('The projects that use it, by name.'),
    ...freshnessFields,
  })
  .describe('A deployment pipeline and the projects that use it.');

/**
 * A deployment pipeline and the projects that use it.
 *
 * @public
 */
export type PipelineOverview = z.infer<typeof pipelineOverviewSchema>;
