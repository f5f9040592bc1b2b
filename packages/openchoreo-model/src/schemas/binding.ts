import { z } from 'zod';
import {
  deploymentTrackField,
  overridesField,
  releaseStateField,
} from './spec-fields';
import { endpointStatusSchema } from './endpoint-status';
import { envOverridesSchema } from './env-overrides';
import { projectComponentOwnerSchema } from './owner';
import { statusSchema } from './resource';
import { rawObject } from './scalars';
import { workloadTemplateSchema } from './workload-template';

/** The states that a deployment can be in, in the words that all pages share. */
export const deploymentStateSchema = z.enum([
  'Ready',
  'Progressing',
  'Waiting',
  'Degraded',
  'Failed',
  'Suspended',
  'NotDeployed',
  'Unknown',
]);

export type DeploymentState = z.infer<typeof deploymentStateSchema>;

/** What the bindings of all component types have in common. */
export const bindingSpecSchema = z
  .object({
    owner: projectComponentOwnerSchema,
    environment: z
      .string()
      .min(1)
      .describe('Name of the Environment that is deployed to.'),
    className: z
      .string()
      .default('default')
      .describe('Name of the class that says how it is deployed.'),
    workloadSpec: workloadTemplateSchema.describe(
      'The workload as it is deployed here; a copy that changes only by a deployment or a promotion.',
    ),
    overrides: overridesField,
    parameters: rawObject()
      .optional()
      .describe(
        'Settings of the component as they are deployed here; a copy that changes only by a deployment or a promotion.',
      ),
    releaseState: releaseStateField,
    artifactRef: z
      .string()
      .optional()
      .describe('Name of the DeployableArtifact that is deployed here.'),
    envOverrides: envOverridesSchema.optional(),
    deploymentTrack: deploymentTrackField,
  })
  .describe('What should run in one environment.');

/** What the bindings of all component types report. */
export const bindingStatusSchema = statusSchema.extend({
  endpoints: z
    .array(endpointStatusSchema.describe('One endpoint and its addresses.'))
    .optional()
    .describe('Where the endpoints are reached.'),
  state: deploymentStateSchema
    .optional()
    .describe('State of the deployment in one word, for people.'),
  releaseLabel: z
    .string()
    .optional()
    .describe(
      'What runs, for people: first seven characters of the content hash, then the image tag.',
    ),
  trouble: z
    .string()
    .optional()
    .describe('What the first object that is in trouble suffers from.'),
});
