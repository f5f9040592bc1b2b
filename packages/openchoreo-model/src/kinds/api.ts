import { z } from 'zod';
import {
  ageColumn,
  column,
  componentColumn,
  projectColumn,
  readyColumn,
} from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwner } from '../kind-definition';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { serviceApiSchema } from '../schemas/service-api';

const apiStatusSchema = statusSchema.extend({
  address: z
    .string()
    .optional()
    .describe(
      'Widest address of the API: the public one, otherwise the one of the organization.',
    ),
});

/**
 * Schema of an API.
 *
 * @public
 */
export const apiSchema = resourceSchema(
  openChoreoApiVersion,
  'API',
  serviceApiSchema
    .extend({
      owner: projectComponentOwnerSchema,
      environmentName: z
        .string()
        .min(1)
        .describe(
          'Name of the Environment to which the API is bound. To serve it in another environment, create an APIBinding.',
        ),
    })
    .describe('Desired state of the API.'),
  apiStatusSchema,
);

/**
 * An API.
 *
 * @public
 */
export type API = z.infer<typeof apiSchema>;

/**
 * Definition of the kind API.
 *
 * @public
 */
export const apiKind = defineKind<API>({
  apiVersion: openChoreoApiVersion,
  kind: 'API',
  plural: 'apis',
  description:
    'An API that is declared on its own, not in a Service. A component or an external backend serves it.',
  columns: [
    projectColumn,
    componentColumn,
    column('Type', '.spec.type', 'Type of the API.'),
    column('Address', '.status.address', 'Address of the API.'),
    readyColumn,
    ageColumn,
  ],
  schema: apiSchema,
  validations: [immutableOwner],
  owner: { ...specOwner, environment: 'spec.environmentName' },
});
