export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
  };
  spec?: object;
}

const apiVersion = 'openchoreo.dev/v1alpha1';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: '${metadata.name}',
    namespace: '${metadata.namespace}',
    labels: '${metadata.labels}',
  },
  spec: {
    selector: { matchLabels: '${metadata.podSelectors}' },
    template: {
      metadata: { labels: '${metadata.podSelectors}' },
      spec: {
        containers: [{ name: 'main', image: '${workload.container.image}' }],
      },
    },
  },
};

/** The objects of an organization that components need. The first one is its namespace. */
export function platformManifests(organization: string): Manifest[] {
  const inOrganization = (kind: string, name: string, spec: object) => ({
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: organization,
      annotations: { 'openchoreo.dev/simulated': 'true' },
    },
    spec,
  });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: organization } },
    { apiVersion, kind: 'Organization', metadata: { name: organization } },
    inOrganization('DataPlane', 'default', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'public.test',
        organizationVirtualHost: 'organization.test',
      },
    }),
    ...['development', 'staging', 'production'].map(name =>
      inOrganization('Environment', name, {
        dataPlaneRef: 'default',
        isProduction: name === 'production',
        gateway: { dnsPrefix: name },
      }),
    ),
    inOrganization('DeploymentPipeline', 'default', {
      promotionPaths: [
        {
          sourceEnvironmentRef: 'development',
          targetEnvironmentRefs: [{ name: 'staging' }],
        },
        {
          sourceEnvironmentRef: 'staging',
          targetEnvironmentRefs: [{ name: 'production' }],
        },
      ],
    }),
    inOrganization('ServiceClass', 'default', {
      deploymentTemplate: {
        replicas: 1,
        template: { spec: { containers: [{ name: 'main' }] } },
      },
      serviceTemplate: { type: 'ClusterIP' },
    }),
    inOrganization('WebApplicationClass', 'default', {
      deploymentTemplate: {
        replicas: 1,
        template: { spec: { containers: [{ name: 'main' }] } },
      },
      serviceTemplate: { type: 'ClusterIP' },
    }),
    inOrganization('ScheduledTaskClass', 'default', {
      cronJobTemplate: {
        schedule: '0 0 * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                containers: [{ name: 'main' }],
                restartPolicy: 'OnFailure',
              },
            },
          },
        },
      },
    }),
    inOrganization('ComponentType', 'web-app', {
      workloadType: 'deployment',
      parameters: {
        openAPIV3Schema: {
          type: 'object',
          required: ['region'],
          properties: {
            region: { type: 'string', enum: ['eu', 'us'] },
            cache: {
              type: 'object',
              default: {},
              properties: { ttlSeconds: { type: 'integer', minimum: 0 } },
            },
          },
        },
      },
      resources: [{ id: 'deployment', template: deployment }],
    }),
    inOrganization('ComponentType', 'worker', {
      workloadType: 'deployment',
      resources: [{ id: 'deployment', template: deployment }],
    }),
    inOrganization('APIClass', 'default', { restPolicy: { defaults: {} } }),
    inOrganization('Project', 'tram', { deploymentPipelineRef: 'default' }),
  ];
}
