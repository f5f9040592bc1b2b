import { z } from 'zod';
import { deploymentTrackField, overridesField } from './spec-fields';
import { projectComponentOwnerSchema } from './owner';
import { statusSchema } from './resource';
import { rawObject } from './scalars';

/** Spec fields that Service, WebApplication and ScheduledTask share. */
export const componentResourceSpecSchema = z
  .object({
    owner: projectComponentOwnerSchema,
    workloadName: z.string().describe('Name of the Workload to deploy.'),
    className: z
      .string()
      .default('default')
      .describe('Name of the class that provides the templates.'),
    overrides: overridesField,
    parameters: rawObject()
      .optional()
      .describe(
        'Fields of the workload object (Deployment, StatefulSet, CronJob, Job), merged over the template of the class and the workload.',
      ),
    deploymentTrack: deploymentTrackField,
  })
  .describe('Desired state of the component.');

/** Status fields that Service, WebApplication and ScheduledTask share. */
export const componentResourceStatusSchema = statusSchema.extend({
  environment: z
    .object({
      name: z.string().describe('Name of the Environment.'),
      namespace: z.string().describe('Namespace of the Environment.'),
    })
    .optional()
    .describe(
      'Environment that the workload was last deployed to: the first of the deployment pipeline.',
    ),
});
