import { z } from 'zod';
import { entityFields } from './fields';
import { deploymentSummarySchema } from './summaries';

/** @public */
export const deploymentListSchema = z
  .object({
    components: z.array(
      z.object({
        organization: entityFields.organization,
        project: z.string().describe('Name of its project.'),
        component: z.string().describe('Name of the component.'),
        deployments: z
          .array(
            deploymentSummarySchema.extend({
              displayName: entityFields.displayName,
            }),
          )
          .describe('In promotion order, with the titles of environments.'),
      }),
    ),
  })
  .describe(
    'Where components run. Those that the caller may not see are absent.',
  );

/**
 * Where several components run.
 *
 * @public
 */
export type DeploymentList = z.infer<typeof deploymentListSchema>;
