import { z } from 'zod';
import { quotasSchema } from '../cellQuota';
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
    quotas: quotasSchema.optional(),
    access: z
      .array(
        z.object({
          subject: z
            .string()
            .describe('User, group or service account of the Kubernetes API.'),
          role: z.string().describe('viewer, developer or admin.'),
        }),
      )
      .optional()
      .describe(
        'Who may do what in its namespace. Absent where nothing is declared, or the caller may not see the organization itself.',
      ),
    ...freshnessFields,
  })
  .describe('The projects, environments and pipelines of an organization.');

/**
 * The projects, environments and pipelines of an organization.
 *
 * @public
 */
export type OrganizationOverview = z.infer<typeof organizationOverviewSchema>;
