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
  address: z
    .string()
    .optional()
    .describe(
      'Widest address of the endpoint: the public one, otherwise the one of the organization, otherwise the one of the project.',
    ),
});

/**
 * Schema of an Endpoint.
 *
 * @public
 */
export const endpointSchema = resourceSchema(
  openChoreoApiVersion,
  'Endpoint',
  endpointSpecSchema,
  endpointObjectStatusSchema,
);

/**
 * An Endpoint.
 *
 * @public
 */
export type Endpoint = z.infer<typeof endpointSchema>;

/**
 * Definition of the kind Endpoint.
 *
 * @public
 */
export const endpointKind = defineKind<Endpoint>({
  apiVersion: openChoreoApiVersion,
  kind: 'Endpoint',
  plural: 'endpoints',
  description:
    'An endpoint of a deployed component: protocol, address and visibility. Derived from bindings.',
  columns: [
    column('Type', '.spec.type', 'Protocol of the endpoint.'),
    column(
      'Address',
      '.status.address',
      'Widest address of the endpoint: the public one, otherwise the one of the organization, otherwise the one of the project.',
    ),
    ageColumn,
  ],
  schema: endpointSchema,
  hasStatusSubresource: false,
});
