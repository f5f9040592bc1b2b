import { z } from 'zod';
import { ageColumn, column, componentColumn, projectColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { duration } from '../schemas/scalars';

const buildConfigurationSchema = z.object({
  docker: z
    .object({
      context: z.string().describe('Build context in the repository.'),
      dockerfilePath: z.string().describe('Path of the Dockerfile.'),
    })
    .optional()
    .describe('Builds with a Dockerfile.'),
  buildpack: z
    .object({
      name: z.string().describe('Name of the buildpack, for example Go.'),
      version: z
        .string()
        .optional()
        .describe('Version of the language or tool.'),
    })
    .optional()
    .describe('Builds with a buildpack.'),
});

const specSchema = z
  .object({
    autoDeploy: z
      .boolean()
      .optional()
      .describe('Whether to deploy each finished build.'),
    buildTemplateSpec: z
      .object({
        branch: z.string().describe('Branch to build.'),
        path: z.string().describe('Path of the component in the repository.'),
        buildConfiguration: buildConfigurationSchema
          .optional()
          .describe('Build tool and its settings.'),
      })
      .optional()
      .describe('How to build the images of the track.'),
    owner: projectComponentOwnerSchema.optional(),
    branch: z.string().optional().describe('Branch that the track follows.'),
    apiVersion: z
      .string()
      .optional()
      .describe('Version of the APIs that the track serves.'),
    ttl: duration()
      .optional()
      .describe('Age at which a preview track is deleted, for example 72h.'),
  })
  .describe('Desired state of the track.');

export const deploymentTrackSchema = resourceSchema(
  openChoreoApiVersion,
  'DeploymentTrack',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * A DeploymentTrack.
 *
 * @public
 */
export type DeploymentTrack = z.infer<typeof deploymentTrackSchema>;

/**
 * Definition of the kind DeploymentTrack.
 *
 * @public
 */
export const deploymentTrackKind = defineKind<DeploymentTrack>({
  apiVersion: openChoreoApiVersion,
  kind: 'DeploymentTrack',
  plural: 'deploymenttracks',
  shortNames: ['deptrack', 'deptracks'],
  description:
    'A stream of releases of a component, for a branch or an API version. Accepted but has no effect yet: each component has the one track default.',
  columns: [
    projectColumn,
    componentColumn,
    column('Branch', '.spec.branch', 'Branch that the track follows.'),
    ageColumn,
  ],
  schema: deploymentTrackSchema,
  owner: specOwner,
});
