import { z } from 'zod';
import { ageColumn, column, readyColumn, reasonColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { namedKeySchema } from '../schemas/env-var';
import {
  deliveryApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const secretSchema = z
  .object({
    vaultKey: z
      .string()
      .min(1)
      .optional()
      .describe('Key of the value in the secret store of the data plane.'),
    secretRef: namedKeySchema
      .optional()
      .describe('Key of a Secret in the namespace of the cell.'),
  })
  .describe('Where one secret value is. Exactly one of the two is set.');

export type ManagedSecret = z.infer<typeof secretSchema>;

const instanceSchema = z
  .object({
    environment: z
      .string()
      .min(1)
      .describe('Name of the Environment that this one is for.'),
    host: z
      .string()
      .min(1)
      .describe('Host name or address that it is reached at.'),
    port: z.int32().min(1).max(65535).describe('Port that it is reached at.'),
    values: z
      .record(z.string(), z.string().describe('The value, written out.'))
      .optional()
      .describe(
        'More that templates may take by name, for example the name of a database.',
      ),
    secrets: z
      .record(z.string(), secretSchema)
      .optional()
      .describe(
        'Secrets that templates may take by name, for example a password.',
      ),
  })
  .describe('The resource in one environment.');

export type ManagedInstance = z.infer<typeof instanceSchema>;

export const managedResourceSchema = resourceSchema(
  deliveryApiVersion,
  'ManagedResource',
  z
    .object({
      owner: z
        .object({
          projectName: z
            .string()
            .min(1)
            .describe('Name of the Project that it belongs to.'),
        })
        .optional()
        .describe(
          'Project whose components alone may connect to it; every project may when it is not given.',
        ),
      type: z
        .string()
        .min(1)
        .describe('What it is, for people: postgres, kafka, s3.'),
      protocol: z
        .string()
        .optional()
        .describe(
          'Scheme of its addresses, for example postgresql; addresses are host:port without one, and with tcp or udp.',
        ),
      environments: z.array(instanceSchema).meta({
        description: 'The resource in each environment that has it.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['environment'],
      }),
    })
    .describe('What the managed resource is, and where.'),
  statusSchema.extend({
    environments: z
      .string()
      .optional()
      .describe('Environments that can connect to it, for people.'),
    connections: z
      .int32()
      .optional()
      .describe('Number of deployed components that connect to it.'),
  }),
);

export type ManagedResource = z.infer<typeof managedResourceSchema>;

export const managedResourceKind = defineKind<ManagedResource>({
  apiVersion: deliveryApiVersion,
  kind: 'ManagedResource',
  plural: 'managedresources',
  shortNames: ['mres'],
  description:
    'Something that components use and others run, such as a database: where it is in each environment, and where its secrets are.',
  columns: [
    column('Type', '.spec.type', 'What it is.'),
    column(
      'Environments',
      '.status.environments',
      'Environments that can connect to it.',
    ),
    {
      ...column(
        'Connections',
        '.status.connections',
        'Deployed components that connect to it.',
      ),
      type: 'integer',
    },
    {
      ...column(
        'Project',
        '.spec.owner.projectName',
        'Project whose components alone may connect to it.',
      ),
      priority: 1,
    },
    readyColumn,
    reasonColumn,
    ageColumn,
  ],
  schema: managedResourceSchema,
  owner: { project: 'spec.owner.projectName' },
});
