import type { KubernetesObject } from '@promenade/openchoreo-model';

const manifest = (
  kind: string,
  name: string,
  spec: object | undefined,
  namespace: string | undefined = 'acme',
  annotations: Record<string, string> = {},
): KubernetesObject => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind,
  metadata: { name, ...(namespace ? { namespace } : {}), annotations },
  ...(spec ? { spec } : {}),
});

export const anOrganization = (name = 'acme') => ({
  ...manifest('Organization', name, {}),
  metadata: { name },
});

export const aProject = (
  name = 'shop',
  annotations: Record<string, string> = {},
) =>
  manifest(
    'Project',
    name,
    { deploymentPipelineRef: 'main' },
    'acme',
    annotations,
  );

export const aComponent = (
  name: string,
  annotations: Record<string, string> = {},
  project = 'shop',
) =>
  manifest(
    'Component',
    name,
    { owner: { projectName: project }, type: 'Service' },
    'acme',
    annotations,
  );

export const aWorkload = (
  component: string,
  endpoints: Record<string, object> = {},
  connections: Record<string, object> = {},
) =>
  manifest('Workload', `${component}-workload`, {
    owner: { projectName: 'shop', componentName: component },
    containers: { main: { image: 'registry.test/app:1' } },
    endpoints,
    connections,
  });

export const anAPI = (name: string, component: string) =>
  manifest('API', name, {
    owner: { projectName: 'shop', componentName: component },
    environmentName: 'development',
    type: 'REST',
    rest: {
      backend: {
        port: 443,
        basePath: '/books',
        target: { url: 'https://books.example.test' },
      },
    },
  });

export const anEnvironment = (name: string, dataPlaneRef = 'default') =>
  manifest('Environment', name, { dataPlaneRef });

export const aDataPlane = (name = 'default', namespace = 'acme') =>
  manifest(
    'DataPlane',
    name,
    {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
    },
    namespace,
  );

export const aPipeline = (name = 'main') =>
  manifest('DeploymentPipeline', name, {
    promotionPaths: [
      {
        sourceEnvironmentRef: 'development',
        targetEnvironmentRefs: [{ name: 'production' }],
      },
    ],
  });

export const aManagedResource = (name: string, projectName?: string) => ({
  ...manifest('ManagedResource', name, {
    ...(projectName && { owner: { projectName } }),
    type: 'postgres',
    environments: [],
  }),
  apiVersion: 'delivery.openchoreo.dev/v1alpha1',
});
