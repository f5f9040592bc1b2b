import { z } from 'zod';
import { ageColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import {
  changeFields,
  templateFields,
  typeFields,
  typeValidations,
} from '../schemas/type-fields';

const operationSchema = z
  .object({
    op: z
      .enum(['add', 'replace', 'remove'])
      .describe('What to do: add, replace or remove.'),
    path: z
      .string()
      .describe(
        "JSON Pointer of the field. May filter lists: /spec/containers/[?(@.name=='app')]/env/-.",
      ),
    value: z.unknown().optional().meta({
      description: 'Value to add or replace. May contain CEL expressions.',
      'x-kubernetes-preserve-unknown-fields': true,
    }),
  })
  .describe('One operation of a JSON Patch.');

const specSchema = z
  .object({
    ...typeFields,
    creates: z
      .array(z.object(templateFields).describe('Template of one object.'))
      .optional()
      .describe('Templates of objects that the trait adds.'),
    patches: z
      .array(
        z
          .object({
            ...changeFields,
            operations: z
              .array(operationSchema)
              .min(1)
              .describe('Operations on each object, in order.'),
          })
          .describe('Changes of the objects of one target.'),
      )
      .optional()
      .describe('Changes of the objects of the component type.'),
    removes: z
      .array(
        z
          .object(changeFields)
          .describe('Removal of the objects of one target.'),
      )
      .optional()
      .describe(
        'Objects of the component type to leave out. The main object cannot be.',
      ),
  })
  .describe('Desired state of the trait.');

const shared = {
  apiVersion: openChoreoApiVersion,
  columns: [ageColumn],
  validations: typeValidations(['creates', 'patches', 'removes']),
} as const;

const traitSchema = resourceSchema(
  openChoreoApiVersion,
  'Trait',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * A Trait: an addition to components that have a component type, as in OpenChoreo 1.x.
 *
 * @public
 */
export type Trait = z.infer<typeof traitSchema>;

/**
 * Definition of the kind Trait.
 *
 * @public
 */
export const traitKind = defineKind<Trait>({
  ...shared,
  kind: 'Trait',
  plural: 'traits',
  shortNames: ['trait', 'traits'],
  description:
    'Objects and changes that a component adds to those of its type. Written by platform engineers.',
  schema: traitSchema,
});

const clusterTraitSchema = resourceSchema(
  openChoreoApiVersion,
  'ClusterTrait',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * A ClusterTrait: a Trait for all organizations.
 *
 * @public
 */
export type ClusterTrait = z.infer<typeof clusterTraitSchema>;

/**
 * Definition of the kind ClusterTrait.
 *
 * @public
 */
export const clusterTraitKind = defineKind<ClusterTrait>({
  ...shared,
  kind: 'ClusterTrait',
  plural: 'clustertraits',
  scope: 'Cluster',
  shortNames: ['ctrait', 'ctraits'],
  description: 'A Trait that components of all organizations may use.',
  schema: clusterTraitSchema,
});
