import { z } from 'zod';
import { deploymentTrackField, overridesField } from './spec-fields';
import { projectComponentOwnerSchema } from './owner';
import { rawObject } from './scalars';
/** What Service, WebApplication and ScheduledTask have in common. */
export const componentResourceSpecSchema = z
  .object({
    owner: projectComponentOwnerSchema,
    workloadName: z.string().describe('Name of the Workload that is deployed.'),
    className: z
      .string()
      .default('default')
      .describe('Name of the class that says how it is deployed.'),
    overrides: overridesField,
    parameters: rawObject()
      .optional()
      .describe(
        'Fields of the workload object (of the Deployment, CronJob and so on) that are laid over the template of the class.',
      ),
    deploymentTrack: deploymentTrackField,
  })
  .describe('What should be deployed, and how.');
