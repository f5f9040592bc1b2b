import { z } from 'zod';
import { ageColumn, column, componentColumn, readyColumn } from '../columns';
import { defineKind, specOwnerAndEnvironment } from '../kind-definition';
import { applicationSchema } from '../schemas/application';
import { deploymentTrackField } from '../schemas/spec-fields';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { strings, timestamp } from '../schemas/scalars';

const overridesSchema = z.object({
  application: applicationSchema
    .optional()
    .describe('Overrides of the application.'),
  dependencies: z
    .object({})
    .optional()
    .describe('Overrides of the dependencies. Has no fields yet.'),
  endpointTemplates: z
    .array(
      z.object({}).describe('Overrides of one endpoint. Has no fields yet.'),
    )
    .optional()
    .describe('Overrides of the endpoints.'),
});

/** Fields that OpenChoreo v0.3.2 does not have: the binding of the record and the reason. */
const recordFields = {
  owner: projectComponentOwnerSchema.optional(),
  environment: z
    .string()
    .optional()
    .describe('Name of the target Environment.'),
  deploymentTrack: deploymentTrackField,
  bindingRef: z
    .string()
    .optional()
    .describe('Name of the binding that the record describes.'),
  workloadRef: z.string().optional().describe('Name of the deployed Workload.'),
  apiRefs: strings('Name of one API.')
    .optional()
    .describe('Names of the served APIs.'),
  reason: z
    .string()
    .optional()
    .describe('Reason of the deployment, as given by the requester.'),
};

const revisionSchema = z
  .object({
    revision: z
      .int32()
      .min(1)
      .describe('Number of the revision, starting at 1.'),
    artifactRef: z
      .string()
      .describe('Name of the deployed DeployableArtifact.'),
    releaseLabel: z
      .string()
      .optional()
      .describe(
        'Display name of the release: first seven characters of the content hash, then the image tag.',
      ),
    image: z
      .string()
      .optional()
      .describe('Image of the container main, or of the first container.'),
    deployedAt: timestamp().optional().describe('Time of the deployment.'),
    deployedBy: z
      .string()
      .optional()
      .describe('Entity reference of the requester.'),
    reason: z
      .string()
      .optional()
      .describe('Reason of the deployment, as given by the requester.'),
  })
  .describe('One revision.');

const deploymentStatusSchema = statusSchema.extend({
  revisions: z
    .array(revisionSchema)
    .optional()
    .meta({
      description:
        'The deployments to the environment, the newest first. The first one is the current one.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['revision'],
    }),
});

export const deploymentSchema = resourceSchema(
  openChoreoApiVersion,
  'Deployment',
  z
    .object({
      deploymentArtifactRef: z
        .string()
        .describe('Name of the deployed DeployableArtifact.'),
      revisionHistoryLimit: z
        .int32()
        .min(1)
        .optional()
        .describe(
          'Number of revisions to keep. Default: 10. The only field that others may set.',
        ),
      configurationOverrides: overridesSchema
        .optional()
        .describe('Overrides of the artifact. Accepted but has no effect yet.'),
      ...recordFields,
    })
    .describe(
      'Content of the record. It is derived from the binding; changes by others are reverted.',
    ),
  deploymentStatusSchema,
);

/**
 * A Deployment.
 *
 * @public
 */
export type Deployment = z.infer<typeof deploymentSchema>;

/**
 * Definition of the kind Deployment.
 *
 * @public
 */
export const deploymentKind = defineKind<Deployment>({
  apiVersion: openChoreoApiVersion,
  kind: 'Deployment',
  plural: 'deployments',
  description:
    'A record of what a component runs in an environment, with its revisions. Derived from bindings.',
  columns: [
    componentColumn,
    column(
      'Environment',
      '.spec.environment',
      'Environment of the deployment.',
    ),
    {
      ...column(
        'Track',
        '.spec.deploymentTrack',
        'Track; none for the default one.',
      ),
      priority: 1,
    },
    column(
      'Release',
      '.status.revisions[0].releaseLabel',
      'Label of the deployed release.',
    ),
    {
      ...column(
        'Revision',
        '.status.revisions[0].revision',
        'Number of the deployment to the environment.',
      ),
      type: 'integer',
    },
    {
      ...column(
        'Image',
        '.status.revisions[0].image',
        'Image of the deployed release.',
      ),
      priority: 1,
    },
    column('Artifact', '.spec.deploymentArtifactRef', 'Deployed artifact.'),
    readyColumn,
    column(
      'By',
      '.status.revisions[0].deployedBy',
      'Requester of the deployment.',
    ),
    ageColumn,
  ],
  schema: deploymentSchema,
  hasStatusSubresource: false,
  owner: specOwnerAndEnvironment,
});
