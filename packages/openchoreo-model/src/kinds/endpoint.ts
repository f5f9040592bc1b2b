import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import { endpointSpecSchema } from '../schemas/endpoint-spec';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const endpointObjectStatusSchema = statusSchema.extend({
  address: z.string().optional().describe('Address of the endpoint.'),
});

export const endpointSchema = resourceSchema(
  openChoreoApiVersion,
  'Endpoint',
  endpointSpecSchema,
  endpointObjectStatusSchema,
);

export type Endpoint = z.infer<typeof endpointSchema>;

export const endpointKind = defineKind<Endpoint>({
  apiVersion: openChoreoApiVersion,
  kind: 'Endpoint',
  plural: 'endpoints',
  description:
    'An endpoint of a deployed component: its protocol, its address, and who may reach it.',
  columns: [
    column('Type', '.spec.type', 'Protocol that the endpoint speaks.'),
    column('Address', '.status.address', 'Address of the endpoint.'),
    ageColumn,
  ],
  schema: endpointSchema,
});
