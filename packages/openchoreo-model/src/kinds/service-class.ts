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
      .describe('What the deployment template makes; a Deployment by default.'),
  })
  .describe('How services of the class are deployed.');

export const serviceClassSchema = resourceSchema(
  openChoreoApiVersion,
  'ServiceClass',
  specSchema.prefault({}),
  statusSchema,
);

export type ServiceClass = z.infer<typeof serviceClassSchema>;

export const serviceClassKind = defineKind<ServiceClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'ServiceClass',
  plural: 'serviceclasses',
  description:
    'How platform engineers want services to be deployed: templates that developers build on.',
  columns: [
    column('Workload', '.spec.workloadKind', 'What the template makes.'),
    ageColumn,
  ],
  schema: serviceClassSchema,
});
