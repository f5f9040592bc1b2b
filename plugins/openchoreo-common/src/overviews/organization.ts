import { z } from 'zod';
import { freshnessFields } from './fields';
import {
  pipelineSummarySchema,
  populatedEnvironmentSchema,
  projectSummarySchema,
} from './summaries';

/** @public */
export const organizationOverviewSchema = z
  .object({
    name: z.string().describe('Name of the organization.'),
    projects: z.array(projectSummarySchema).describe('By name.'),
    environments: z
      .array(populatedEnvironmentSchema)
      .describe(
        'The environments that the organization may use: its own and the shared ones. By name, those of production last.',
      ),
    pipelines: z.array(pipelineSummarySchema).describe('By name.'),
    ...freshnessFields,
  })
  .describe('The projects, environments and pipelines of an organization.');

/**
 * The projects, environments and pipelines of an organization.
 *
 * @public
 */
export type OrganizationOverview = z.infer<typeof organizationOverviewSchema>;
