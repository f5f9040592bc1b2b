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

/** The objects of an organization that components need, in the order of creation. */
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
    inOrganization('APIClass', 'default', { restPolicy: { defaults: {} } }),
    inOrganization('Project', 'tram', { deploymentPipelineRef: 'default' }),
  ];
}
