import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { quantity } from '../schemas/scalars';

const specSchema = z
  .object({
    access: z
      .array(
        z
          .object({
            subject: z
              .string()
              .min(1)
              .describe('User or group, for example group:team-a.'),
            role: z
              .string()
              .min(1)
              .describe('Role that the subject has in the organization.'),
          })
          .describe('One subject and its role.'),
      )
      .optional()
      .describe('Who may do what in the organization.'),
    quota: z
      .record(z.string(), quantity().describe('Most of that resource.'))
      .optional()
      .describe(
        'Most that each cell may use, by resource name, for example limits.cpu.',
      ),
  })
  .describe('What the organization should be.');

const organizationStatusSchema = statusSchema.extend({
  namespace: z
    .string()
    .optional()
    .describe('Namespace that holds the resources of the organization.'),
});

export const organizationSchema = resourceSchema(
  openChoreoApiVersion,
  'Organization',
  specSchema.prefault({}),
  organizationStatusSchema,
);

export type Organization = z.infer<typeof organizationSchema>;

export const organizationKind = defineKind<Organization>({
  apiVersion: openChoreoApiVersion,
  kind: 'Organization',
  plural: 'organizations',
  scope: 'Cluster',
  shortNames: ['org', 'orgs'],
  description:
    'A tenant. All that belongs to it lives in the namespace of the same name.',
  columns: [
    column('Namespace', '.status.namespace', 'Namespace of the organization.'),
    readyColumn,
    ageColumn,
  ],
  schema: organizationSchema,
});
