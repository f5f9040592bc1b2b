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

export const apiBindingSchema = resourceSchema(
  openChoreoApiVersion,
  'APIBinding',
  z
    .object({
      apiName: z.string().min(1).describe('Name of the API that is served.'),
      apiClassName: z
        .string()
        .min(1)
        .describe('Name of the APIClass whose policies apply.'),
      environmentName: z
        .string()
        .min(1)
        .describe('Name of the Environment that the API is served in.'),
      releaseState: releaseStateField,
    })
    .describe('Which API should be served in which environment.'),
  statusSchema.extend({
    endpoints: z
      .array(endpointStatusSchema.describe('The API and its addresses.'))
      .optional()
      .describe('Where the API is reached.'),
  }),
);

export type APIBinding = z.infer<typeof apiBindingSchema>;

export const apiBindingKind = defineKind<APIBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'APIBinding',
  plural: 'apibindings',
  description: 'An API in one environment, with the policies of its class.',
  columns: [
    column('API', '.spec.apiName', 'API that is served.'),
    column(
      'Environment',
      '.spec.environmentName',
      'Environment that the API is served in.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: apiBindingSchema,
  owner: { environment: 'spec.environmentName' },
});
