import { z } from 'zod';
import { workloadUserColumns } from '../columns';
import { defineKind } from '../kind-definition';
import { specOwner } from '../owner-paths';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { serviceApisSchema } from '../schemas/service-api';
import { workloadUserSpecSchema } from '../schemas/workload-user';

export const serviceSchema = resourceSchema(
  openChoreoApiVersion,
  'Service',
  workloadUserSpecSchema
    .extend({ apis: serviceApisSchema.optional() })
    .describe('What should be deployed as a service, and how.'),
  statusSchema,
);

export type Service = z.infer<typeof serviceSchema>;

export const serviceKind = defineKind<Service>({
  apiVersion: openChoreoApiVersion,
  kind: 'Service',
  plural: 'services',
  description:
    'Deploys a workload as a service that serves APIs, first to the first environment.',
  columns: workloadUserColumns,
  schema: serviceSchema,
  owner: specOwner,
});
