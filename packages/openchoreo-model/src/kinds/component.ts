import { z } from 'zod';
import { ageColumn, column, projectColumn, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { buildTemplateRefSchema } from '../schemas/build-template-ref';
import { deploymentTrackField } from '../schemas/spec-fields';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { rawObject } from '../schemas/scalars';

const buildSchema = z.object({
  repository: z
    .object({
      url: z.string().describe('Address of the Git repository.'),
      revision: z
        .object({
          branch: z.string().describe('Branch that is built by default.'),
        })
        .describe('Revision that is built by default.'),
      appPath: z
        .string()
        .describe('Folder of the component inside the repository.'),
      authSecretRef: z
        .string()
        .optional()
        .describe('Name of the Secret with the credentials of the repository.'),
    })
    .describe('Where the source code is.'),
  templateRef: buildTemplateRefSchema.describe('How the source is built.'),
  historyLimit: z
    .int32()
    .min(0)
    .optional()
    .describe('Number of finished Builds that are kept.'),
});

const sourceSchema = z.object({
  image: z
    .object({
      ref: z.string().min(1).describe('The image, with its tag or digest.'),
      pullSecretRef: z
        .string()
        .optional()
        .describe('Name of the Secret with which the image is pulled.'),
    })
    .optional()
    .describe('Image to deploy as it is, without a build.'),
});

export const componentSchema = resourceSchema(
  openChoreoApiVersion,
  'Component',
  z
    .object({
      owner: z
        .object({
          projectName: z
            .string()
            .min(1)
            .describe('Name of the Project that the component belongs to.'),
        })
        .describe('Project that the component belongs to.'),
      type: z
        .string()
        .describe(
          'What the component is: Service, WebApplication, ScheduledTask, or APIProxy.',
        ),
      build: buildSchema
        .optional()
        .describe('How an image is built from source code.'),
      source: sourceSchema
        .optional()
        .describe('Where the component comes from when it is not built.'),
      parameters: rawObject()
        .optional()
        .describe('Settings that the type of the component asks for.'),
      deploymentTrack: deploymentTrackField,
    })
    .describe('What the component should be.'),
  statusSchema,
);

export type Component = z.infer<typeof componentSchema>;

export const componentKind = defineKind<Component>({
  apiVersion: openChoreoApiVersion,
  kind: 'Component',
  plural: 'components',
  shortNames: ['comp', 'comps'],
  description:
    'A piece of software that is built, deployed and promoted as one.',
  columns: [
    projectColumn,
    column('Type', '.spec.type', 'What the component is.'),
    readyColumn,
    ageColumn,
  ],
  schema: componentSchema,
  owner: { project: 'spec.owner.projectName' },
});
