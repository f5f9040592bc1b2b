import { z } from 'zod';
import {
  deploymentTrackField,
  overridesField,
  releaseStateField,
  restartedAtField,
} from './spec-fields';
import { connectionStatusSchema } from './connection-status';
import { endpointStatusSchema } from './endpoint-status';
import { envOverridesSchema } from './env-overrides';
import { projectComponentOwnerSchema } from './owner';
import { statusSchema } from './resource';
import { rawObject } from './scalars';
import { workloadTemplateSchema } from './workload-template';

/** States of a deployment, as every page, the CLI and kubectl show them. */
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

/**
 * State of a deployment, as pages, the CLI and `kubectl` show it.
 *
 * @public
 */
export type DeploymentState = z.infer<typeof deploymentStateSchema>;

const classNameField = z
  .string()
  .default('default')
  .describe('Name of the class that provides the templates.');

const parametersField = rawObject()
  .optional()
  .describe(
    'Parameters of the component: a copy that only deployments and promotions change.',
  );

/**
 * Spec fields that bindings of all component types share.
 *
 * @public
 */
export const bindingSpecSchema = z
  .object({
    owner: projectComponentOwnerSchema,
    environment: z.string().min(1).describe('Name of the target Environment.'),
    className: classNameField,
    workloadSpec: workloadTemplateSchema.describe(
      'Workload to deploy: a copy of the Workload that only deployments and promotions change.',
    ),
    overrides: overridesField,
    parameters: parametersField,
    releaseState: releaseStateField,
    artifactRef: z
      .string()
      .optional()
      .describe(
        'Name of the DeployableArtifact that records the deployed release.',
      ),
    envOverrides: envOverridesSchema.optional(),
    deploymentTrack: deploymentTrackField,
  })
  .describe('Desired state of the deployment in one environment.');

/**
 * Status fields that bindings of all component types share.
 *
 * @public
 */
export const bindingStatusSchema = statusSchema.extend({
  endpoints: z
    .array(endpointStatusSchema.describe('One endpoint and its addresses.'))
    .optional()
    .describe('Addresses of the endpoints.'),
  connections: z
    .array(connectionStatusSchema.describe('One connection of the workload.'))
    .optional()
    .meta({
      description: 'Whether the targets of the connections are found.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
  state: deploymentStateSchema
    .optional()
    .describe(
      'State of the deployment for display: Ready, Progressing, Waiting, Degraded, Failed, Suspended, NotDeployed or Unknown.',
    ),
  releaseLabel: z
    .string()
    .optional()
    .describe(
      'Display name of the deployed release: first seven characters of the content hash, then the image tag.',
    ),
  trouble: z
    .string()
    .optional()
    .describe(
      'First problem of the deployed objects: object, reason, container and number of pods.',
    ),
});

/** A second release beside that of a binding, in the same environment and with the same overrides. */
export const canarySchema = z
  .object({
    artifactRef: z
      .string()
      .min(1)
      .describe('Name of the DeployableArtifact that records the release.'),
    weight: z
      .int32()
      .min(0)
      .max(100)
      .describe(
        'Percentage of the requests through HTTP and gRPC routes that the release receives. It receives none before it is ready.',
      ),
    className: classNameField,
    workloadSpec: workloadTemplateSchema.describe('Workload of the release.'),
    overrides: overridesField,
    parameters: parametersField,
  })
  .describe(
    'A second release that runs beside the first, for a gradual rollout. Only promotions write it.',
  );

/** Health of the canary of a binding. */
export const canaryStatusSchema = z
  .object({
    ready: z
      .boolean()
      .describe(
        'Whether all objects of the canary are applied and healthy, and it has its weight.',
      ),
    reason: z
      .string()
      .min(1)
      .describe('Reason in CamelCase, one of those of the Ready condition.'),
    message: z.string().describe('Reason in one sentence.'),
  })
  .describe(
    'Health of the canary. The Ready condition is about the first release only.',
  );

/**
 * Health of the canary of a binding.
 *
 * @public
 */
export type CanaryStatus = z.infer<typeof canaryStatusSchema>;

/** Spec fields of bindings whose pods keep running. */
export const replicatedSpecFields = { restartedAt: restartedAtField };

/** Status of bindings whose pods keep running. */
export const replicatedBindingStatusSchema = bindingStatusSchema.extend({
  canary: canaryStatusSchema.optional(),
});
