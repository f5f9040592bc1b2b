import { z } from 'zod';
import { quotasSchema } from '../cellQuota';
import { environmentPoliciesSchema } from '../environmentPolicies';
import { entityFields, freshnessFields, stateCountsSchema } from './fields';
import {
  deploymentSummarySchema,
  environmentSummarySchema,
  pipelineSummarySchema,
} from './summaries';

/** @public */
export const environmentOverviewSchema = z
  .object({
    ...environmentSummarySchema.shape,
    components: z
      .array(
        deploymentSummarySchema.omit({ environment: true }).extend({
          ...entityFields,
          project: z.string().describe('Name of the project.'),
          type: z.string().describe('Type, such as Service.'),
        }),
      )
      .describe('What runs there, by organization, project and name.'),
    states: stateCountsSchema,
    policies: environmentPoliciesSchema,
    quotas: quotasSchema,
    pipelines: z
      .array(pipelineSummarySchema)
      .describe('The pipelines that it is part of, by organization and name.'),
    ...freshnessFields,
  })
  .describe('What runs in an environment, and its place in the pipelines.');

/**
 * What runs in an environment, and its place in the pipelines.
 *
 * @public
 */
export type EnvironmentOverview = z.infer<typeof environmentOverviewSchema>;
