import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { dataPlaneClusterSchema, observerSchema } from '../schemas/cluster';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const egressSchema = z.object({
  provider: z
    .enum(['cilium-egress', 'envoy', 'none'])
    .optional()
    .describe(
      'How connections to external hosts leave the cluster: through nodes selected by Cilium (cilium-egress), through the Gateway gateway-egress of Envoy Gateway (envoy), or directly (none, the default).',
    ),
  nodeSelector: z
    .record(z.string(), z.string().describe('Value of the label.'))
    .optional()
    .describe(
      'Labels of the egress nodes. Used by cilium-egress, which requires it.',
    ),
  egressIP: z
    .string()
    .optional()
    .describe('Source address of egress traffic. Used by cilium-egress.'),
  interface: z
    .string()
    .optional()
    .describe(
      'Network interface whose address is the source address of egress traffic. Used by cilium-egress.',
    ),
  host: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Host name of gateway-egress inside the cluster. Used by envoy, which requires it.',
    ),
  port: z
    .int32()
    .min(1)
    .max(65535)
    .optional()
    .describe('Port of gateway-egress. Default: 80. Used by envoy.'),
});

const gatewaySchema = z.object({
  publicVirtualHost: z.string().describe('Domain of public endpoints.'),
  organizationVirtualHost: z
    .string()
    .describe('Domain of endpoints that are visible to the organization.'),
  hostMode: z
    .enum(['Configured', 'Legacy'])
    .optional()
    .describe(
      'Whether host names use the domains of this gateway (Configured) or the constants of OpenChoreo v0.3.2 (Legacy, the default).',
    ),
  minTLSVersion: z
    .enum(['1.2', '1.3'])
    .optional()
    .describe(
      'Oldest TLS version that the gateways accept. When set, the control plane keeps a ClientTrafficPolicy for each gateway; otherwise the default of Envoy Gateway applies (1.2).',
    ),
  egress: egressSchema
    .optional()
    .describe('How connections to external hosts leave the cluster.'),
});

/**
 * Schema of a DataPlane.
 *
 * @public
 */
export const dataPlaneSchema = resourceSchema(
  openChoreoApiVersion,
  'DataPlane',
  z
    .object({
      registry: z
        .object({
          prefix: z
            .string()
            .describe(
              'Host and path of the registry, for example registry.example.com/team.',
            ),
          bareImages: z
            .enum(['Prefixed', 'Unchanged'])
            .optional()
            .describe(
              'Whether images of Workloads without the host of a registry get the prefix (Prefixed) or are used as they are (Unchanged, the default, as in OpenChoreo v0.3.2).',
            ),
          secretRef: z
            .string()
            .optional()
            .describe(
              'Name of a Secret of the type kubernetes.io/dockerconfigjson in the namespace of the DataPlane. It is copied into the cells, and their pods pull images with it.',
            ),
        })
        .describe('Container registry of the data plane.'),
      kubernetesCluster: dataPlaneClusterSchema
        .optional()
        .describe(
          'Cluster of the data plane. Default: the cluster of the control plane, also when apiServerURL is empty.',
        ),
      gateway: gatewaySchema.describe('Gateways of the data plane.'),
      observer: observerSchema
        .optional()
        .describe(
          'Service that returns the logs of the data plane. Accepted but has no effect yet.',
        ),
      networkPolicy: z
        .enum(['cilium', 'kubernetes', 'none'])
        .optional()
        .describe(
          'What enforces the network policies of cells: cilium (CiliumNetworkPolicy), kubernetes (NetworkPolicy, the default) or none.',
        ),
      mutualAuthentication: z
        .enum(['cilium', 'none'])
        .optional()
        .describe(
          'What authenticates the two ends of a connection with mtls Required: cilium or none (the default).',
        ),
      secretStore: z
        .object({
          provider: z
            .string()
            .describe(
              'How secrets reach pods: vault (Secrets Store CSI driver) or external-secrets (External Secrets Operator).',
            ),
          address: z
            .string()
            .optional()
            .describe('URL of the secret store. Used by vault.'),
          role: z
            .string()
            .optional()
            .describe('Role that reads the secrets. Used by vault.'),
          storeRef: z
            .object({
              name: z
                .string()
                .min(1)
                .describe('Name of the SecretStore or ClusterSecretStore.'),
              kind: z
                .enum(['ClusterSecretStore', 'SecretStore'])
                .default('ClusterSecretStore')
                .describe('Kind of the store object.'),
            })
            .optional()
            .describe(
              'Store object of External Secrets. Used by external-secrets.',
            ),
        })
        .optional()
        .describe(
          'Store of the secret values that ConfigurationGroups and ManagedResources refer to by vaultKey.',
        ),
    })
    .describe('Desired state of the data plane.'),
  statusSchema,
);

/**
 * A DataPlane.
 *
 * @public
 */
export type DataPlane = z.infer<typeof dataPlaneSchema>;

/**
 * Definition of the kind DataPlane.
 *
 * @public
 */
export const dataPlaneKind = defineKind<DataPlane>({
  apiVersion: openChoreoApiVersion,
  kind: 'DataPlane',
  plural: 'dataplanes',
  shortNames: ['dp', 'dps'],
  description:
    'A Kubernetes cluster that runs the cells of environments, with its gateways and policy provider.',
  columns: [
    column(
      'Cluster',
      '.spec.kubernetesCluster.name',
      'Cluster of the data plane.',
    ),
    column(
      'PublicHost',
      '.spec.gateway.publicVirtualHost',
      'Domain of public endpoints.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: dataPlaneSchema,
});
