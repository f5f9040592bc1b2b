import { z } from 'zod';
import { ageColumn, column } from '../columns';
import type { ValidationRule } from '../crd/validation-rule';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { rawObject } from '../schemas/scalars';
import {
  refFields,
  templateFields,
  traitKinds,
  typeFields,
  typeValidations,
} from '../schemas/type-fields';

/** Kinds of the main object of a component. `proxy` has none. */
export const workloadTypes = [
  'deployment',
  'statefulset',
  'cronjob',
  'job',
  'proxy',
] as const;

/**
 * Schema of the spec of a type.
 *
 * @param traits - kinds of its traits
 * @param workflows - kinds of its workflows. The first of each list is the default.
 */
function specSchema<T extends string, W extends string>(
  traits: readonly [T, ...T[]],
  workflows: readonly [W, ...W[]],
) {
  return z
    .object({
      workloadType: z
        .enum(workloadTypes)
        .describe(
          'Kind of the main object: deployment, statefulset, cronjob, job, or proxy (none). Immutable.',
        ),
      ...typeFields,
      allowedWorkflows: z
        .array(
          z.object(refFields('workflow', workflows)).describe('One workflow.'),
        )
        .optional()
        .describe(
          'Workflows that may build a component of the type. Accepted but has no effect yet.',
        ),
      allowedTraits: z
        .array(z.object(refFields('trait', traits)).describe('One trait.'))
        .optional()
        .describe(
          'Traits that a component of the type may add. Default: none.',
        ),
      traits: z
        .array(
          z
            .object({
              ...refFields('trait', traits),
              instanceName: z
                .string()
                .min(1)
                .describe('Name of the instance, unique in each component.'),
              parameters: rawObject()
                .optional()
                .describe(
                  'Parameters of the trait. May contain CEL expressions.',
                ),
              environmentConfigs: rawObject()
                .optional()
                .describe(
                  'Values of the trait for each environment. May contain CEL expressions.',
                ),
            })
            .describe('One trait of every component of the type.'),
        )
        .optional()
        .meta({
          description: 'Traits that every component of the type has.',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['instanceName'],
        }),
      resources: z
        .array(
          z
            .object({
              id: z
                .string()
                .min(1)
                .describe(
                  'Name of the template. That of the main object is the workloadType.',
                ),
              ...templateFields,
            })
            .describe('Template of one object.'),
        )
        .min(1)
        .meta({
          description: 'Templates of the objects of a component.',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['id'],
        }),
    })
    .describe('Desired state of the type.');
}

const validations: ValidationRule[] = [
  {
    rule: '!has(oldSelf.spec) || !has(oldSelf.spec.workloadType) || (has(self.spec) && has(self.spec.workloadType) && self.spec.workloadType == oldSelf.spec.workloadType)',
    message:
      'spec.workloadType is immutable. Create another type, and refer to it.',
    fieldPath: '.spec.workloadType',
    reason: 'FieldValueForbidden',
  },
  {
    rule: "!has(self.spec) || self.spec.workloadType == 'proxy' || self.spec.resources.exists(r, r.id == self.spec.workloadType)",
    message:
      'spec.resources needs the template of the main object. Its id is the value of spec.workloadType.',
    fieldPath: '.spec.resources',
    reason: 'FieldValueInvalid',
  },
  ...typeValidations(['resources']),
];

const shared = {
  apiVersion: openChoreoApiVersion,
  columns: [
    column('WorkloadType', '.spec.workloadType', 'Kind of the main object.'),
    ageColumn,
  ],
  validations,
} as const;

const componentTypeSchema = resourceSchema(
  openChoreoApiVersion,
  'ComponentType',
  specSchema(traitKinds, ['ClusterWorkflow', 'Workflow']),
  statusSchema,
);

/**
 * A ComponentType: the parameters and templates of components, as in OpenChoreo 1.x.
 *
 * @public
 */
export type ComponentType = z.infer<typeof componentTypeSchema>;

/**
 * Definition of the kind ComponentType.
 *
 * @public
 */
export const componentTypeKind = defineKind<ComponentType>({
  ...shared,
  kind: 'ComponentType',
  plural: 'componenttypes',
  shortNames: ['ct', 'cts'],
  description:
    'Parameters and templates of the components that refer to it. Written by platform engineers.',
  schema: componentTypeSchema,
});

const clusterComponentTypeSchema = resourceSchema(
  openChoreoApiVersion,
  'ClusterComponentType',
  specSchema(['ClusterTrait'], ['ClusterWorkflow']),
  statusSchema,
);

/**
 * A ClusterComponentType: a ComponentType for all organizations.
 *
 * @public
 */
export type ClusterComponentType = z.infer<typeof clusterComponentTypeSchema>;

/**
 * Definition of the kind ClusterComponentType.
 *
 * @public
 */
export const clusterComponentTypeKind = defineKind<ClusterComponentType>({
  ...shared,
  kind: 'ClusterComponentType',
  plural: 'clustercomponenttypes',
  scope: 'Cluster',
  shortNames: ['cct', 'ccts'],
  description: 'A ComponentType that components of all organizations may use.',
  schema: clusterComponentTypeSchema,
});
