import { conditionsSchema } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { deploymentOwner, envSchema, filesSchema } from './componentKinds';
import { defineKind } from './defineKind';

const urlSchema = z.object({
  scheme: z.string().optional(),
  host: z.string(),
  port: z.number().optional(),
  path: z.string().optional(),
});

export type EndpointUrl = z.infer<typeof urlSchema>;

const gatewayUrlsSchema = z.object({
  http: urlSchema.optional(),
  https: urlSchema.optional(),
  tls: urlSchema.optional(),
});

export type GatewayUrls = z.infer<typeof gatewayUrlsSchema>;

const endpointStatusSchema = z.object({
  name: z.string(),
  type: z.string().optional(),
  serviceURL: urlSchema.optional(),
  internalURLs: gatewayUrlsSchema.optional(),
  externalURLs: gatewayUrlsSchema.optional(),
});

export type EndpointStatus = z.infer<typeof endpointStatusSchema>;

const connectionFields = {
  project: z.string(),
  component: z.string(),
  endpoint: z.string(),
};

/** Desired state of a component in an environment: the release, and the values of the environment. */
export const releaseBindingKind = defineKind({
  kind: 'ReleaseBinding',
  plural: 'releasebindings',
  owner: deploymentOwner.paths,
  spec: z.object({
    owner: deploymentOwner.schema,
    environment: z.string(),
    releaseName: z.string().optional(),
    state: z.enum(['Active', 'Undeploy']).default('Active'),
    componentTypeEnvironmentConfigs: z
      .record(z.string(), z.unknown())
      .optional(),
    traitEnvironmentConfigs: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .optional(),
    workloadOverrides: z
      .object({
        container: z
          .object({ env: envSchema.optional(), files: filesSchema.optional() })
          .optional(),
      })
      .optional(),
  }),
  status: z.object({
    conditions: conditionsSchema.optional(),
    endpoints: z.array(endpointStatusSchema).optional(),
    resolvedConnections: z.array(z.object(connectionFields)).optional(),
    pendingConnections: z
      .array(z.object({ ...connectionFields, reason: z.string() }))
      .optional(),
  }),
});

export type ReleaseBinding = z.infer<typeof releaseBindingKind.schema>;

/** The objects that a binding is rendered into, and their last observed state. */
export const renderedReleaseKind = defineKind({
  kind: 'RenderedRelease',
  plural: 'renderedreleases',
  owner: { ...deploymentOwner.paths, environment: 'spec.environmentName' },
  spec: z.object({
    // That of a project or a Resource names no component.
    owner: deploymentOwner.schema.partial({ componentName: true }),
    environmentName: z.string(),
    targetPlane: z.string().default('dataplane'),
    resources: z
      .array(
        z.object({ id: z.string(), object: z.record(z.string(), z.unknown()) }),
      )
      .optional(),
  }),
  status: z.object({
    conditions: conditionsSchema.optional(),
    resources: z
      .array(
        z.object({
          id: z.string(),
          kind: z.string(),
          name: z.string(),
          namespace: z.string().optional(),
          healthStatus: z
            .enum([
              'Unknown',
              'Progressing',
              'Healthy',
              'Suspended',
              'Degraded',
            ])
            .catch('Unknown')
            .optional(),
          status: z.record(z.string(), z.unknown()).optional(),
          lastObservedTime: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

export type RenderedRelease = z.infer<typeof renderedReleaseKind.schema>;
