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
      context: z.string().describe('Folder that the image is built from.'),
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
      .describe('Whether each build is deployed at once.'),
    buildTemplateSpec: z
      .object({
        branch: z.string().describe('Branch that is built.'),
        path: z.string().describe('Folder of the component.'),
        buildConfiguration: buildConfigurationSchema
          .optional()
          .describe('With what it is built.'),
      })
      .optional()
      .describe('How builds of the track are made.'),
    owner: projectComponentOwnerSchema.optional(),
    branch: z.string().optional().describe('Branch that the track follows.'),
    apiVersion: z
      .string()
      .optional()
      .describe('Version of the APIs that the track serves.'),
    ttl: duration()
      .optional()
      .describe('Age at which a preview track is taken away, for example 72h.'),
  })
  .describe('What the track should be.');

export const deploymentTrackSchema = resourceSchema(
  openChoreoApiVersion,
  'DeploymentTrack',
  specSchema.prefault({}),
  statusSchema,
);

export type DeploymentTrack = z.infer<typeof deploymentTrackSchema>;

export const deploymentTrackKind = defineKind<DeploymentTrack>({
  apiVersion: openChoreoApiVersion,
  kind: 'DeploymentTrack',
  plural: 'deploymenttracks',
  shortNames: ['deptrack', 'deptracks'],
  description:
    'A stream of releases of a component, for a branch or a version of its API.',
  columns: [
    projectColumn,
    componentColumn,
    column('Branch', '.spec.branch', 'Branch that the track follows.'),
    ageColumn,
  ],
  schema: deploymentTrackSchema,
  owner: specOwner,
});
