import { conditionsSchema } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { defineKind } from './defineKind';

const componentOwnerSchema = z.object({
  projectName: z.string(),
  componentName: z.string(),
});

const componentOwnerPaths = {
  project: 'spec.owner.projectName',
  component: 'spec.owner.componentName',
};

/** The owner of the resources of a component in an environment, and where the indexes find it. */
export const deploymentOwner = {
  schema: componentOwnerSchema,
  paths: { ...componentOwnerPaths, environment: 'spec.environment' },
};

const valuesSchema = z.record(z.string(), z.unknown()).optional();

const secretKeySchema = z.object({ name: z.string(), key: z.string() });

/** A value, or the key of a SecretReference. */
const sourceFields = {
  value: z.string().optional(),
  valueFrom: z.object({ secretKeyRef: secretKeySchema.optional() }).optional(),
};

export const envSchema = z.array(
  z.object({ key: z.string(), ...sourceFields }),
);

export type Env = z.infer<typeof envSchema>;

export const filesSchema = z.array(
  z.object({ key: z.string(), mountPath: z.string(), ...sourceFields }),
);

export type Files = z.infer<typeof filesSchema>;

const visibilitySchema = z.enum([
  'project',
  'namespace',
  'internal',
  'external',
]);

/** Who may call an endpoint besides the components of its project. */
export type Visibility = z.infer<typeof visibilitySchema>;

const endpointSchema = z.object({
  type: z.string(),
  port: z.number(),
  displayName: z.string().optional(),
  basePath: z.string().optional(),
  visibility: z.array(visibilitySchema).optional(),
  schema: z
    .object({ type: z.string().optional(), content: z.string().optional() })
    .optional(),
});

export type Endpoint = z.infer<typeof endpointSchema>;

const endpointDependencySchema = z.object({
  /** By default the project of the component. */
  project: z.string().optional(),
  component: z.string(),
  /** Name of the endpoint. */
  name: z.string(),
  visibility: z.string(),
  envBindings: z.record(z.string(), z.string()).optional(),
});

export type EndpointDependency = z.infer<typeof endpointDependencySchema>;

const workloadFields = {
  container: z.object({
    image: z.string(),
    command: z.array(z.string()).optional(),
    args: z.array(z.string()).optional(),
    env: envSchema.optional(),
    files: filesSchema.optional(),
  }),
  endpoints: z.record(z.string(), endpointSchema).optional(),
  dependencies: z
    .object({
      endpoints: z.array(endpointDependencySchema).optional(),
      resources: z
        .array(
          z.object({
            ref: z.string(),
            envBindings: z.record(z.string(), z.string()).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
};

const workloadTemplateSchema = z.object(workloadFields);

/** What a component runs. */
export type WorkloadTemplate = z.infer<typeof workloadTemplateSchema>;

export const componentKind = defineKind({
  kind: 'Component',
  plural: 'components',
  // The index by component finds a component under its own name.
  owner: { project: 'spec.owner.projectName', component: 'metadata.name' },
  spec: z.object({
    owner: z.object({ projectName: z.string() }),
    componentType: z.object({
      kind: z.string().default('ComponentType'),
      /** Workload type and name, as in `deployment/service`. */
      name: z.string(),
    }),
    parameters: valuesSchema,
    autoDeploy: z.boolean().optional(),
    workflow: z
      .object({
        kind: z.string().optional(),
        name: z.string(),
        parameters: valuesSchema,
      })
      .optional(),
  }),
  status: z.object({
    conditions: conditionsSchema.optional(),
    latestRelease: z.object({ name: z.string() }).optional(),
  }),
});

export type Component = z.infer<typeof componentKind.schema>;

export const workloadKind = defineKind({
  kind: 'Workload',
  plural: 'workloads',
  owner: componentOwnerPaths,
  spec: z.object({ owner: componentOwnerSchema, ...workloadFields }),
  status: z.object({}),
});

export type Workload = z.infer<typeof workloadKind.schema>;

/** An immutable release of a component: its type, traits, parameters and workload. */
export const componentReleaseKind = defineKind({
  kind: 'ComponentRelease',
  plural: 'componentreleases',
  owner: componentOwnerPaths,
  spec: z.object({
    owner: componentOwnerSchema,
    componentType: z.object({ kind: z.string(), name: z.string() }),
    componentProfile: z
      .object({
        parameters: valuesSchema,
        traits: z
          .array(
            z.object({
              name: z.string(),
              instanceName: z.string(),
              parameters: valuesSchema,
            }),
          )
          .optional(),
      })
      .optional(),
    workload: workloadTemplateSchema,
  }),
  status: z.object({}),
});

export type ComponentRelease = z.infer<typeof componentReleaseKind.schema>;
