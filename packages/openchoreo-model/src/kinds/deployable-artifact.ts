import { z } from 'zod';
import { ageColumn, column, componentColumn, projectColumn } from '../columns';
import { defineKind, specOwnerAndTrack } from '../kind-definition';
import { applicationSchema } from '../schemas/application';
import { componentSnapshotFields } from '../schemas/component-snapshot';
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
      gitRevision: z.string().optional().describe('Git revision of the build.'),
    })
    .optional()
    .describe('Build that produced the image.'),
  fromImageRef: z
    .object({
      tag: z.string().optional().describe('Tag of the image.'),
      skipVersionValidation: z
        .boolean()
        .optional()
        .describe(
          'Whether to accept a tag that is not a version. Accepted but has no effect yet.',
        ),
    })
    .optional()
    .describe('Image that was not built by a Build.'),
});

const configurationSchema = z.object({
  application: applicationSchema
    .optional()
    .describe(
      'Configuration of the application. Accepted but has no effect yet.',
    ),
  dependencies: z
    .object({})
    .optional()
    .describe('Dependencies of the application. Has no fields yet.'),
  endpointTemplates: z
    .array(endpointTemplateSchema.describe('Template of one Endpoint.'))
    .optional()
    .describe(
      'Templates of the Endpoints of each deployment. Accepted but has no effect yet.',
    ),
});

/** Fields that OpenChoreo v0.3.2 does not have: the snapshot of the component. */
const snapshotFields = {
  owner: projectComponentOwnerSchema.optional(),
  deploymentTrack: deploymentTrackField,
  kindOfBinding: z
    .enum([
      'ServiceBinding',
      'WebApplicationBinding',
      'ScheduledTaskBinding',
      'ComponentBinding',
    ])
    .optional()
    .describe('Kind of the bindings that deploy the artifact.'),
  className: z
    .string()
    .optional()
    .describe(
      'Name of the class of the component at the time of the snapshot.',
    ),
  workload: workloadTemplateSchema
    .optional()
    .describe('Workload of the component at the time of the snapshot.'),
  apis: serviceApisSchema.optional(),
  overrides: overridesField,
  parameters: rawObject()
    .optional()
    .describe(
      'Parameters of the component at the time of the snapshot, merged over the template of the class.',
    ),
  ...scheduleFields,
  ...componentSnapshotFields,
  contentHash: z
    .string()
    .optional()
    .describe(
      'SHA-256 of the snapshot (kind of binding, class or component type, workload, APIs, parameters, traits, schedule), in hexadecimal.',
    ),
  releaseLabel: z
    .string()
    .optional()
    .describe(
      'Display name of the release: first seven characters of the content hash, then the image tag.',
    ),
};

export const deployableArtifactSchema = resourceSchema(
  openChoreoApiVersion,
  'DeployableArtifact',
  z
    .object({
      targetArtifact: targetArtifactSchema.describe(
        'Image of the artifact. The snapshot fields below say what is deployed.',
      ),
      configuration: configurationSchema
        .optional()
        .describe(
          'Configuration of the artifact, as OpenChoreo defines it. Accepted but has no effect yet.',
        ),
      ...snapshotFields,
    })
    .describe('Content of the release.'),
  statusSchema,
);

/**
 * A DeployableArtifact.
 *
 * @public
 */
export type DeployableArtifact = z.infer<typeof deployableArtifactSchema>;

/**
 * Definition of the kind DeployableArtifact.
 *
 * @public
 */
export const deployableArtifactKind = defineKind<DeployableArtifact>({
  apiVersion: openChoreoApiVersion,
  kind: 'DeployableArtifact',
  plural: 'deployableartifacts',
  description:
    'A release: an immutable snapshot of workload, class and APIs that is promoted from environment to environment.',
  columns: [
    projectColumn,
    componentColumn,
    column('Release', '.spec.releaseLabel', 'Display name of the release.'),
    ageColumn,
  ],
  schema: deployableArtifactSchema,
  validations: [
    {
      rule: '!has(oldSelf.spec) || (has(self.spec) && self.spec == oldSelf.spec)',
      message: 'spec is immutable. Create a new DeployableArtifact.',
      fieldPath: '.spec',
      reason: 'FieldValueForbidden',
    },
  ],
  owner: specOwnerAndTrack,
});
