import { z } from 'zod';
import {
  ageColumn,
  column,
  componentColumn,
  projectColumn,
  readyColumn,
  reasonColumn,
} from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { labels } from '../names/labels';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { duration, timestamp } from '../schemas/scalars';

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
      .describe(
        'Whether the Workload of the track is deployed to the first environment. Default: true.',
      ),
    buildTemplateSpec: z
      .object({
        branch: z.string().describe('Branch to build.'),
        path: z.string().describe('Path of the component in the repository.'),
        buildConfiguration: buildConfigurationSchema
          .optional()
          .describe('Build tool and its settings.'),
      })
      .optional()
      .describe(
        'How to build the images of the track, as OpenChoreo defines it. Accepted but has no effect yet.',
      ),
    owner: projectComponentOwnerSchema.optional(),
    branch: z
      .string()
      .optional()
      .describe(
        'Branch that the track follows: Builds of it set the image of the track.',
      ),
    apiVersion: z
      .string()
      .optional()
      .describe(
        'Version of the APIs that the track serves, for APIs that have none.',
      ),
    ttl: duration()
      .optional()
      .describe(
        'Age at which the objects of a preview track are deleted, for example 72h. The track itself stays.',
      ),
  })
  .describe('Desired state of the track.');

export const deploymentTrackSchema = resourceSchema(
  openChoreoApiVersion,
  'DeploymentTrack',
  specSchema.prefault({}),
  statusSchema.extend({
    expiresAt: timestamp()
      .optional()
      .describe('Time at which the objects of the track are deleted.'),
  }),
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
    'A stream of releases of a component beside the default one, for a branch or an API version.',
  columns: [
    projectColumn,
    componentColumn,
    column('Branch', '.spec.branch', 'Branch that the track follows.'),
    readyColumn,
    reasonColumn,
    column(
      'Expires',
      '.status.expiresAt',
      'Time at which the objects of the track are deleted.',
    ),
    ageColumn,
  ],
  schema: deploymentTrackSchema,
  owner: specOwner,
});

/**
 * Returns the name of a track in its component: the label `openchoreo.dev/name`, as in OpenChoreo's older generation, or the name of
 * the object. The label lets two components have tracks of the same name.
 *
 * @public
 */
export function trackName({
  metadata,
}: Pick<DeploymentTrack, 'metadata'>): string {
  return metadata.labels?.[labels.name] ?? metadata.name;
}
