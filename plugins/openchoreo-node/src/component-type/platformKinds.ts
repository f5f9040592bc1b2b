import { conditionsSchema } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { defineKind } from './defineKind';

export const environmentKind = defineKind({
  kind: 'Environment',
  plural: 'environments',
  spec: z.object({
    dataPlaneRef: z
      .object({
        kind: z.enum(['DataPlane', 'ClusterDataPlane']),
        name: z.string(),
      })
      .default({ kind: 'DataPlane', name: 'default' }),
    isProduction: z.boolean().default(false),
  }),
  status: z.object({ conditions: conditionsSchema.optional() }),
});

export type Environment = z.infer<typeof environmentKind.schema>;

/** A reference to an Environment. Its name stands for it. */
const environmentRefSchema = z
  .object({ name: z.string() })
  .transform(({ name }) => name);

export const deploymentPipelineKind = defineKind({
  kind: 'DeploymentPipeline',
  plural: 'deploymentpipelines',
  spec: z.object({
    promotionPaths: z
      .array(
        z.object({
          sourceEnvironmentRef: environmentRefSchema,
          targetEnvironmentRefs: z.array(z.object({ name: z.string() })),
        }),
      )
      .optional(),
  }),
  status: z.object({ conditions: conditionsSchema.optional() }),
});

export type DeploymentPipeline = z.infer<typeof deploymentPipelineKind.schema>;

const dataPlaneFields = {
  spec: z.object({}).optional(),
  status: z.object({
    conditions: conditionsSchema.optional(),
    agentConnection: z
      .object({
        connected: z.boolean(),
        message: z.string().optional(),
        lastConnectedTime: z.string().optional(),
        lastDisconnectedTime: z.string().optional(),
      })
      .optional(),
  }),
};

export const dataPlaneKind = defineKind({
  kind: 'DataPlane',
  plural: 'dataplanes',
  ...dataPlaneFields,
});

export const clusterDataPlaneKind = defineKind({
  kind: 'ClusterDataPlane',
  plural: 'clusterdataplanes',
  scope: 'Cluster',
  ...dataPlaneFields,
});

export type DataPlane =
  | z.infer<typeof dataPlaneKind.schema>
  | z.infer<typeof clusterDataPlaneKind.schema>;
