import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import { classTemplatesSchema } from '../schemas/class-templates';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const specSchema = classTemplatesSchema
  .extend({
    workloadKind: z
      .enum(['Deployment', 'StatefulSet'])
      .optional()
      .describe(
        'Kind of the workload object: Deployment (the default) or StatefulSet.',
      ),
  })
  .describe('Desired state of the class.');

/**
 * Schema of a ServiceClass.
 *
 * @public
 */
export const serviceClassSchema = resourceSchema(
  openChoreoApiVersion,
  'ServiceClass',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * A ServiceClass.
 *
 * @public
 */
export type ServiceClass = z.infer<typeof serviceClassSchema>;

/**
 * Definition of the kind ServiceClass.
 *
 * @public
 */
export const serviceClassKind = defineKind<ServiceClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'ServiceClass',
  plural: 'serviceclasses',
  description: 'Templates for services. Written by platform engineers.',
  columns: [
    column('Workload', '.spec.workloadKind', 'Kind of the workload object.'),
    ageColumn,
  ],
  schema: serviceClassSchema,
});
