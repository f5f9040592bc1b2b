import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { rawObject } from '../schemas/scalars';

const specSchema = z
  .object({
    deploymentTemplate: rawObject()
      .optional()
      .describe(
        'Spec of the apps/v1 Deployment that each service of the class begins with.',
      ),
    serviceTemplate: rawObject()
      .optional()
      .describe(
        'Spec of the core/v1 Service that each service of the class begins with.',
      ),
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
