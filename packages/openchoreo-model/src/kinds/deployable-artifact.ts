import { z } from 'zod';
import { ageColumn, column, componentColumn, projectColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { applicationSchema } from '../schemas/application';
import {
  deploymentTrackField,
  overridesField,
  scheduleFields,
} from '../schemas/spec-fields';
import { endpointTemplateSchema } from '../schemas/endpoint-spec';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { rawObject } from '../schemas/scalars';
import { serviceApisSchema } from '../schemas/service-api';
import { workloadTemplateSchema } from '../schemas/workload-template';

const targetArtifactSchema = z.object({
  fromBuildRef: z
    .object({
      name: z.string().optional().describe('Name of the Build.'),
      gitRevision: z.string().optional().describe('Revision that was built.'),
    })
    .optional()
    .describe('The build that made the image.'),
  fromImageRef: z
    .object({
      tag: z.string().optional().describe('Tag of the image.'),
      skipVersionValidation: z
        .boolean()
        .optional()
        .describe('Whether the tag need not be a version.'),
    })
    .optional()
    .describe('The image, where it was not built here.'),
});

const configurationSchema = z.object({
  application: applicationSchema
    .optional()
    .describe('How the application is configured.'),
  dependencies: z
    .object({})
    .optional()
    .describe('What the application depends on; has no fields yet.'),
  endpointTemplates: z
    .array(endpointTemplateSchema.describe('One endpoint.'))
    .optional()
    .describe('Endpoints that each deployment of the artifact gets.'),
});

/** What Promenade adds: the content of a release, frozen. */
const snapshotFields = {
  owner: projectComponentOwnerSchema.optional(),
  deploymentTrack: deploymentTrackField,
  kindOfBinding: z
    .enum(['ServiceBinding', 'WebApplicationBinding', 'ScheduledTaskBinding'])
    .optional()
    .describe('Kind of the bindings that the artifact is deployed by.'),
  className: z
    .string()
    .optional()
    .describe('Name of the class that the artifact is deployed with.'),
  workload: workloadTemplateSchema
    .optional()
    .describe('The workload as it was when the artifact was made.'),
  apis: serviceApisSchema.optional(),
  overrides: overridesField,
  parameters: rawObject()
    .optional()
    .describe('Settings that are laid over the template of the class.'),
  ...scheduleFields,
  contentHash: z
    .string()
    .optional()
    .describe('SHA-256 of the content, in hexadecimal.'),
  releaseLabel: z
    .string()
    .optional()
    .describe(
      'Name of the release for people: first seven characters of the hash, then the image tag.',
    ),
};

export const deployableArtifactSchema = resourceSchema(
  openChoreoApiVersion,
  'DeployableArtifact',
  z
    .object({
      targetArtifact: targetArtifactSchema.describe('What is deployed.'),
      configuration: configurationSchema
        .optional()
        .describe('How it is configured.'),
      ...snapshotFields,
    })
    .describe('What was made to be deployed; it does not change any more.'),
  statusSchema,
);

export type DeployableArtifact = z.infer<typeof deployableArtifactSchema>;

export const deployableArtifactKind = defineKind<DeployableArtifact>({
  apiVersion: openChoreoApiVersion,
  kind: 'DeployableArtifact',
  plural: 'deployableartifacts',
  description:
    'A release: an immutable snapshot of workload, class and APIs that is promoted from environment to environment.',
  columns: [
    projectColumn,
    componentColumn,
    column('Release', '.spec.releaseLabel', 'Name of the release for people.'),
    ageColumn,
  ],
  schema: deployableArtifactSchema,
  owner: specOwner,
});
