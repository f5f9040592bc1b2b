import { z } from 'zod';
import { ageColumn, column, projectColumn, readyColumn } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind } from '../kind-definition';
import { buildTemplateRefSchema } from '../schemas/build-template-ref';
import { deploymentTrackField } from '../schemas/spec-fields';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { imageReference, rawObject } from '../schemas/scalars';

const buildSchema = z.object({
  repository: z
    .object({
      url: z.string().describe('URL of the Git repository.'),
      revision: z
        .object({
          branch: z.string().describe('Default branch of builds.'),
        })
        .describe('Default revision of builds.'),
      appPath: z.string().describe('Path of the component in the repository.'),
      authSecretRef: z
        .string()
        .optional()
        .describe('Name of the Secret with the credentials of the repository.'),
    })
    .describe('Location of the source code.'),
  templateRef: buildTemplateRefSchema.describe(
    'Workflow template that builds the image.',
  ),
  historyLimit: z
    .int32()
    .min(0)
    .optional()
    .describe('Number of finished Builds to keep.'),
});

const sourceSchema = z.object({
  image: z
    .object({
      ref: imageReference().describe(
        'Reference of the image, with its tag or digest.',
      ),
      pullSecretRef: z
        .string()
        .optional()
        .describe('Name of the image pull Secret.'),
    })
    .optional()
    .describe('Image to deploy without a build.'),
});

/**
 * Schema of a Component.
 *
 * @public
 */
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
            .describe('Name of the Project that owns the component.'),
        })
        .describe('Project that owns the component.'),
      type: z
        .string()
        .describe(
          'Type of the component for display: Service, WebApplication, ScheduledTask or APIProxy. The Service, WebApplication or ScheduledTask of the component decides what is deployed.',
        ),
      build: buildSchema
        .optional()
        .describe(
          'How to build an image from source code. Accepted but has no effect yet.',
        ),
      source: sourceSchema
        .optional()
        .describe(
          'Source of a component that is not built. Accepted but has no effect yet. Set the image in the Workload.',
        ),
      parameters: rawObject()
        .optional()
        .describe(
          'Parameters of the component type. Accepted but has no effect yet.',
        ),
      deploymentTrack: deploymentTrackField,
    })
    .describe('Desired state of the component.'),
  statusSchema,
);

/**
 * A Component.
 *
 * @public
 */
export type Component = z.infer<typeof componentSchema>;

/**
 * Definition of the kind Component.
 *
 * @public
 */
export const componentKind = defineKind<Component>({
  apiVersion: openChoreoApiVersion,
  kind: 'Component',
  plural: 'components',
  shortNames: ['comp', 'comps'],
  description:
    'A unit of software that is built, deployed and promoted as one. A Workload says what it runs.',
  columns: [
    projectColumn,
    column('Type', '.spec.type', 'Type of the component.'),
    readyColumn,
    ageColumn,
  ],
  schema: componentSchema,
  validations: [immutableOwner],
  owner: { project: 'spec.owner.projectName' },
});
