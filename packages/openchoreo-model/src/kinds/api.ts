import { z } from 'zod';
import {
  ageColumn,
  column,
  componentColumn,
  projectColumn,
  readyColumn,
} from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { serviceApiSchema } from '../schemas/service-api';

const apiStatusSchema = statusSchema.extend({
  address: z.string().optional().describe('Address under which it is called.'),
});

export const apiSchema = resourceSchema(
  openChoreoApiVersion,
  'API',
  serviceApiSchema
    .extend({
      owner: projectComponentOwnerSchema,
      environmentName: z
        .string()
        .min(1)
        .describe('Name of the Environment that serves the API.'),
    })
    .describe('What the API should be.'),
  apiStatusSchema,
);

export type API = z.infer<typeof apiSchema>;

export const apiKind = defineKind<API>({
  apiVersion: openChoreoApiVersion,
  kind: 'API',
  plural: 'apis',
  description:
    'An API that stands on its own: a component serves it, or it is a proxy for a backend outside.',
  columns: [
    projectColumn,
    componentColumn,
    column('Type', '.spec.type', 'Kind of the API.'),
    column('Address', '.status.address', 'Where the API is called.'),
    readyColumn,
    ageColumn,
  ],
  schema: apiSchema,
  owner: { ...specOwner, environment: 'spec.environmentName' },
});
