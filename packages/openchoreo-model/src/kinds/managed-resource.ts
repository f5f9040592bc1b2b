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
      .describe(
        'Key of a Secret in the namespace of the cell on the data plane.',
      ),
  })
  .describe(
    'Location of one secret value: exactly one of vaultKey and secretRef.',
  );

/**
 * Location of one secret value of a managed instance.
 *
 * @public
 */
export type ManagedSecret = z.infer<typeof secretSchema>;

const instanceSchema = z
  .object({
    environment: z
      .string()
      .min(1)
      .describe('Name of the Environment of this instance.'),
    host: z
      .string()
      .min(1)
      .describe('Host name or IP address of the instance.'),
    port: z.int32().min(1).max(65535).describe('Port of the instance.'),
    values: z
      .record(z.string(), z.string().describe('Plain value.'))
      .optional()
      .describe(
        'Further plain values that templates of connections may use by name, for example the name of a database.',
      ),
    secrets: z
      .record(z.string(), secretSchema)
      .optional()
      .describe(
        'Secret values that templates of connections may use by name, for example a password.',
      ),
  })
  .describe('Instance in one environment.');

/**
 * Instance of a ManagedResource in one environment.
 *
 * @public
 */
export type ManagedInstance = z.infer<typeof instanceSchema>;

/**
 * Schema of a ManagedResource.
 *
 * @public
 */
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
            .describe('Name of the Project that owns the resource.'),
        })
        .optional()
        .describe(
          'Project whose components may connect. Default: components of all projects may connect.',
        ),
      type: z
        .string()
        .min(1)
        .describe(
          'Type of the resource for display, for example postgres, kafka or s3.',
        ),
      protocol: z
        .string()
        .optional()
        .describe(
          'Scheme of the address, for example postgresql. Without it, and with tcp or udp, the address is host:port.',
        ),
      environments: z.array(instanceSchema).meta({
        description: 'Instances of the resource, one for each environment.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['environment'],
      }),
    })
    .describe('Desired state of the managed resource.'),
  statusSchema.extend({
    environments: z
      .string()
      .optional()
      .describe(
        'Names of the environments that have a valid instance, for display.',
      ),
    connections: z
      .int32()
      .optional()
      .describe('Number of deployed components that connect to the resource.'),
  }),
);

/**
 * A ManagedResource.
 *
 * @public
 */
export type ManagedResource = z.infer<typeof managedResourceSchema>;

/**
 * Definition of the kind ManagedResource.
 *
 * @public
 */
export const managedResourceKind = defineKind<ManagedResource>({
  apiVersion: deliveryApiVersion,
  kind: 'ManagedResource',
  plural: 'managedresources',
  shortNames: ['mres'],
  description:
    'A resource that components use and others operate, such as a database: its address and secrets in each environment.',
  columns: [
    column('Type', '.spec.type', 'Type of the resource.'),
    column(
      'Environments',
      '.status.environments',
      'Environments that have a valid instance.',
    ),
    {
      ...column(
        'Connections',
        '.status.connections',
        'Number of deployed components that connect to the resource.',
      ),
      type: 'integer',
    },
    {
      ...column(
        'Project',
        '.spec.owner.projectName',
        'Project whose components may connect.',
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
