import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { kubernetesClusterSchema, observerSchema } from '../schemas/cluster';
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
      'What carries traffic to hosts outside: nodes that Cilium sends it through (cilium-egress), the gateway gateway-egress of Envoy Gateway (envoy), or nothing (none, the default).',
    ),
  nodeSelector: z
    .record(z.string(), z.string().describe('Value of the label.'))
    .optional()
    .describe('Labels of the nodes that traffic leaves by; for cilium-egress.'),
  egressIP: z
    .string()
    .optional()
    .describe('Address that traffic leaves with; for cilium-egress.'),
  interface: z
    .string()
    .optional()
    .describe(
      'Network interface whose address traffic leaves with; for cilium-egress.',
    ),
  host: z
    .string()
    .min(1)
    .optional()
    .describe('Host name that gateway-egress is reached at; for envoy.'),
  port: z
    .int32()
    .min(1)
    .max(65535)
    .optional()
    .describe(
      'Port that gateway-egress is reached at, 80 by default; for envoy.',
    ),
});

const gatewaySchema = z.object({
  publicVirtualHost: z
    .string()
    .describe('Domain under which public endpoints are served.'),
  organizationVirtualHost: z
    .string()
    .describe('Domain under which endpoints of the organization are served.'),
  hostMode: z
    .enum(['Configured', 'Legacy'])
    .optional()
    .describe(
      'Whether host names come from these domains (Configured) or are the constants of OpenChoreo v0.3.2 (Legacy).',
    ),
  minTLSVersion: z
    .enum(['1.2', '1.3'])
    .optional()
    .describe(
      'Oldest version of TLS that the gateways accept; 1.2 when it is not given, as Envoy Gateway has it.',
    ),
  egress: egressSchema
    .optional()
    .describe('How traffic to hosts outside leaves the cluster.'),
});

export const dataPlaneSchema = resourceSchema(
  openChoreoApiVersion,
  'DataPlane',
  z
    .object({
      registry: z
        .object({
          prefix: z
            .string()
            .describe('Host and path that images are pulled from.'),
          secretRef: z
            .string()
            .optional()
            .describe('Name of the Secret with the registry credentials.'),
        })
        .describe('Container registry of the data plane.'),
      kubernetesCluster: kubernetesClusterSchema
        .optional()
        .describe(
          'Cluster of the data plane; the one of the control plane when it is not given.',
        ),
      gateway: gatewaySchema.describe('Gateways of the data plane.'),
      observer: observerSchema
        .optional()
        .describe('Where the logs of the data plane are read.'),
      networkPolicy: z
        .enum(['cilium', 'kubernetes', 'none'])
        .optional()
        .describe('What enforces the network policies of cells.'),
      mutualAuthentication: z
        .enum(['cilium', 'none'])
        .optional()
        .describe(
          'What makes pods prove to each other who they are, for connections with mtls Required; nothing by default.',
        ),
      secretStore: z
        .object({
          provider: z
            .string()
            .describe(
              'Who brings the secrets: vault, by the Secrets Store CSI driver, or external-secrets.',
            ),
          address: z.string().optional().describe('Address of the store.'),
          role: z
            .string()
            .optional()
            .describe('Role under which secrets are read.'),
          storeRef: z
            .object({
              name: z.string().min(1).describe('Name of the store.'),
              kind: z
                .enum(['ClusterSecretStore', 'SecretStore'])
                .default('ClusterSecretStore')
                .describe('Kind of the store.'),
            })
            .optional()
            .describe(
              'Store of External Secrets that secrets are read from, where that is the provider.',
            ),
        })
        .optional()
        .describe('Store that secret configuration is read from.'),
    })
    .describe('What the data plane should be.'),
  statusSchema,
);

export type DataPlane = z.infer<typeof dataPlaneSchema>;

export const dataPlaneKind = defineKind<DataPlane>({
  apiVersion: openChoreoApiVersion,
  kind: 'DataPlane',
  plural: 'dataplanes',
  shortNames: ['dp', 'dps'],
  description:
    'A Kubernetes cluster that environments live on, with its registry and gateways.',
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
