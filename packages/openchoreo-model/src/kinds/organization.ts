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
              .describe(
                'User, group or service account: user:ana, group:team-a, serviceaccount:ci/deployer.',
              ),
            role: z
              .string()
              .min(1)
              .describe('Role of the subject: viewer, developer or admin.'),
          })
          .describe('One subject and its role.'),
      )
      .optional()
      .describe(
        'Roles of users and groups in the organization. They may read its cells on data planes as well.',
      ),
    quota: z
      .record(
        z.string(),
        quantity().describe('Maximum amount of the resource.'),
      )
      .optional()
      .describe(
        'Maximum resources of each cell, by resource name, for example limits.cpu. A cell is a project in an environment.',
      ),
  })
  .describe('Desired state of the organization.');

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

/**
 * An Organization.
 *
 * @public
 */
export type Organization = z.infer<typeof organizationSchema>;

/**
 * Definition of the kind Organization.
 *
 * @public
 */
export const organizationKind = defineKind<Organization>({
  apiVersion: openChoreoApiVersion,
  kind: 'Organization',
  plural: 'organizations',
  scope: 'Cluster',
  shortNames: ['org', 'orgs'],
  description:
    'A tenant. Its resources are in the namespace of the same name, which is created if it does not exist.',
  columns: [
    column('Namespace', '.status.namespace', 'Namespace of the organization.'),
    readyColumn,
    ageColumn,
  ],
  schema: organizationSchema,
});
