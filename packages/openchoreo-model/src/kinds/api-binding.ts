import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { endpointStatusSchema } from '../schemas/endpoint-status';
import { releaseStateField } from '../schemas/spec-fields';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

/**
 * Schema of an APIBinding.
 *
 * @public
 */
export const apiBindingSchema = resourceSchema(
  openChoreoApiVersion,
  'APIBinding',
  z
    .object({
      apiName: z.string().min(1).describe('Name of the API to serve.'),
      apiClassName: z
        .string()
        .min(1)
        .describe('Name of the APIClass that provides the policies.'),
      environmentName: z
        .string()
        .min(1)
        .describe('Name of the Environment in which to serve the API.'),
      releaseState: releaseStateField,
    })
    .describe('Desired state of the binding.'),
  statusSchema.extend({
    endpoints: z
      .array(
        endpointStatusSchema.describe(
          'One endpoint of the API and its addresses.',
        ),
      )
      .optional()
      .describe('Addresses of the API.'),
  }),
);

/**
 * An APIBinding.
 *
 * @public
 */
export type APIBinding = z.infer<typeof apiBindingSchema>;

/**
 * Definition of the kind APIBinding.
 *
 * @public
 */
export const apiBindingKind = defineKind<APIBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'APIBinding',
  plural: 'apibindings',
  description:
    'Serves an API in one environment, with the policies of its class.',
  columns: [
    column('API', '.spec.apiName', 'API to serve.'),
    column(
      'Environment',
      '.spec.environmentName',
      'Environment in which the API is served.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: apiBindingSchema,
  owner: { environment: 'spec.environmentName' },
});
