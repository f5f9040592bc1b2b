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
  url: z.string().describe('Address of the Git repository.'),
  revision: z
    .object({
      branch: z.string().optional().describe('Branch that is built.'),
      commit: z
        .string()
        .optional()
        .describe('Commit that is built; the newest when it is not given.'),
    })
    .describe('Revision that is built.'),
  appPath: z
    .string()
    .describe('Folder of the component inside the repository.'),
  authSecretRef: z
    .string()
    .optional()
    .describe('Name of the Secret with the credentials of the repository.'),
});

const buildStatusSchema = statusSchema.extend({
  imageStatus: z
    .object({
      image: z.string().describe('The image, with its tag.'),
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
      repository: repositorySchema.describe('Where the source code is.'),
      templateRef: buildTemplateRefSchema.describe('How the source is built.'),
      deploymentTrack: deploymentTrackField,
    })
    .describe('What should be built.'),
  buildStatusSchema,
);

export type Build = z.infer<typeof buildSchema>;

export const buildKind = defineKind<Build>({
  apiVersion: openChoreoApiVersion,
  kind: 'Build',
  plural: 'builds',
  description: 'One run that makes an image of the source code of a component.',
  columns: [
    projectColumn,
    componentColumn,
    column('Commit', '.spec.repository.revision.commit', 'What is built.'),
    column(
      'Status',
      '.status.conditions[?(@.type=="BuildCompleted")].reason',
      'How far the build is.',
    ),
    column('Image', '.status.imageStatus.image', 'The image that was built.'),
    ageColumn,
  ],
  schema: buildSchema,
  owner: specOwner,
});
