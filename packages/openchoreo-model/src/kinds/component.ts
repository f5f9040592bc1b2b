import { z } from 'zod';
import { ageColumn, column, projectColumn, readyColumn } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind } from '../kind-definition';
import { workloadTypes } from './component-type';
import { buildTemplateRefSchema } from '../schemas/build-template-ref';
import { deploymentTrackField } from '../schemas/spec-fields';
import { componentResourceStatusSchema } from '../schemas/component-resource';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import { imageReference, rawObject } from '../schemas/scalars';
import { traitInstanceSchema } from '../schemas/type-fields';

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
        .describe(
          'Name of the Secret with the credentials of the repository, in the namespace of the builds on the build plane.',
        ),
    })
    .describe('Location of the source code.'),
  templateRef: buildTemplateRefSchema.describe(
    'Workflow template that builds the image.',
  ),
  historyLimit: z
    .int32()
    .min(0)
    .optional()
    .describe(
      'Number of finished Builds to keep; older ones are deleted. Default: all.',
    ),
  triggers: z
    .object({
      push: z
        .boolean()
        .optional()
        .describe(
          'Whether a push to the branch starts a build, where the repository reports its pushes. Default: true.',
        ),
      schedule: z
        .string()
        .optional()
        .describe(
          'Cron expression of builds of the newest commit, for example "0 3 * * *". Default: none.',
        ),
      timeZone: z
        .string()
        .optional()
        .describe(
          'Time zone of the schedule, for example Europe/Zurich. Default: UTC.',
        ),
    })
    .optional()
    .describe('What starts builds, beside people.'),
});

const sourceSchema = z.object({
  image: z
    .object({
      ref: imageReference().describe(
        'Reference of the image, with its tag or digest.',
      ),
      pullSecretRef: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Name of the Secret with the credentials of the registry, in the namespaces of the cells.',
        ),
    })
    .optional()
    .describe('Image to deploy without a build.'),
});

const componentTypeRefSchema = z.object({
  kind: z
    .enum(['ComponentType', 'ClusterComponentType'])
    .default('ComponentType')
    .describe(
      'Kind of the type: ComponentType (the default) or ClusterComponentType.',
    ),
  name: z
    .string()
    .regex(
      new RegExp(
        `^(${workloadTypes.join('|')})/[a-z0-9]([-a-z0-9]*[a-z0-9])?$`,
      ),
    )
    .describe(
      'workloadType and name of the type, for example deployment/web-app.',
    ),
});

/**
 * Reference of a component type, as in OpenChoreo 1.x.
 *
 * @public
 */
export type ComponentTypeRef = z.infer<typeof componentTypeRefSchema>;

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
        .optional()
        .describe(
          'Type of the component for display: Service, WebApplication, ScheduledTask or APIProxy. The Service, WebApplication or ScheduledTask of the component decides what is deployed. Required without componentType.',
        ),
      componentType: componentTypeRefSchema
        .optional()
        .describe(
          'Component type that renders the objects of the component, instead of a Service, WebApplication or ScheduledTask. Immutable.',
        ),
      build: buildSchema
        .optional()
        .describe(
          'How to build an image from source code. A Build with these values runs it.',
        ),
      source: sourceSchema
        .optional()
        .describe(
          'Source of a component that is not built. The control plane creates the Workload that runs it, and keeps its image.',
        ),
      parameters: rawObject()
        .optional()
        .describe('Parameters of the component type, according to its schema.'),
      traits: z
        .array(traitInstanceSchema)
        .optional()
        .meta({
          description:
            'Traits of the component, besides those of its component type.',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['instanceName'],
        }),
      deploymentTrack: deploymentTrackField.describe(
        'Name of the track. Accepted but has no effect yet: a component has all its tracks.',
      ),
    })
    .describe('Desired state of the component.'),
  componentResourceStatusSchema,
);

/**
 * A Component.
 *
 * @public
 */
export type Component = z.infer<typeof componentSchema>;

/**
 * Returns the type of a component for display: `spec.type`, otherwise the name of its component type without the workload type.
 *
 * @public
 */
export function displayedTypeOf({
  type,
  componentType,
}: Pick<Component['spec'], 'type' | 'componentType'>): string {
  return type ?? componentType?.name.split('/')[1] ?? '';
}

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
  validations: [
    immutableOwner,
    {
      rule: '!has(self.spec) || has(self.spec.type) || has(self.spec.componentType)',
      message: 'Set spec.type or spec.componentType.',
      fieldPath: '.spec.type',
      reason: 'FieldValueInvalid',
    },
    {
      rule: '!has(oldSelf.spec) || !has(oldSelf.spec.componentType) || (has(self.spec) && has(self.spec.componentType) && self.spec.componentType == oldSelf.spec.componentType)',
      message:
        'spec.componentType is immutable. Delete the component, and create it with the new type.',
      fieldPath: '.spec.componentType',
      reason: 'FieldValueForbidden',
    },
  ],
  owner: { project: 'spec.owner.projectName' },
});
