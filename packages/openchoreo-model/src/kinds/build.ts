import { z } from 'zod';
import { ageColumn, column, componentColumn, projectColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { buildTemplateRefSchema } from '../schemas/build-template-ref';
import { deploymentTrackField } from '../schemas/spec-fields';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const repositorySchema = z.object({
  url: z.string().describe('URL of the Git repository.'),
  revision: z
    .object({
      branch: z.string().optional().describe('Branch to build.'),
      commit: z
        .string()
        .optional()
        .describe('Commit to build. Default: the newest commit of the branch.'),
    })
    .describe('Revision to build.'),
  appPath: z.string().describe('Path of the component in the repository.'),
  authSecretRef: z
    .string()
    .optional()
    .describe('Name of the Secret with the credentials of the repository.'),
});

const buildStatusSchema = statusSchema.extend({
  imageStatus: z
    .object({
      image: z.string().describe('Reference of the image, with its tag.'),
    })
    .optional()
    .describe('The image that was built.'),
});

export const buildSchema = resourceSchema(
  openChoreoApiVersion,
  'Build',
  z
    .object({
      owner: projectComponentOwnerSchema,
      repository: repositorySchema.describe('Location of the source code.'),
      templateRef: buildTemplateRefSchema.describe(
        'Workflow template that builds the image.',
      ),
      deploymentTrack: deploymentTrackField,
    })
    .describe('Desired state of the build.'),
  buildStatusSchema,
);

/**
 * A Build.
 *
 * @public
 */
export type Build = z.infer<typeof buildSchema>;

/**
 * Definition of the kind Build.
 *
 * @public
 */
export const buildKind = defineKind<Build>({
  apiVersion: openChoreoApiVersion,
  kind: 'Build',
  plural: 'builds',
  description:
    'One run that builds a container image from the source code of a component. Builds are not run yet.',
  columns: [
    projectColumn,
    componentColumn,
    column('Commit', '.spec.repository.revision.commit', 'Commit to build.'),
    column(
      'Status',
      '.status.conditions[?(@.type=="BuildCompleted")].reason',
      'Reason of the BuildCompleted condition.',
    ),
    column('Image', '.status.imageStatus.image', 'The image that was built.'),
    ageColumn,
  ],
  schema: buildSchema,
  owner: specOwner,
});
