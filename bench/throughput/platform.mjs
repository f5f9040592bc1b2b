// The platform of the benchmark: an organization, a pipeline with one environment, classes and a project.
import { setTimeout as sleep } from 'node:timers/promises';

const apiVersion = 'openchoreo.dev/v1alpha1';
export const organization = 'bench';
const project = 'shop';

const inOrganization = (kind, name, spec) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: organization },
  spec,
});

const platform = [
  inOrganization('DataPlane', 'default', {
    registry: { prefix: 'registry.test' },
    gateway: {
      publicVirtualHost: 'public.test',
      organizationVirtualHost: 'organization.test',
    },
  }),
  inOrganization('Environment', 'development', { dataPlaneRef: 'default' }),
  inOrganization('DeploymentPipeline', 'default', {
    promotionPaths: [
      { sourceEnvironmentRef: 'development', targetEnvironmentRefs: [] },
    ],
  }),
  inOrganization('ServiceClass', 'default', {
    deploymentTemplate: { replicas: 1 },
    serviceTemplate: { type: 'ClusterIP' },
  }),
  inOrganization('APIClass', 'default', {
    restPolicy: {
      defaults: {
        cors: { allowOrigins: ['https://example.test'] },
        rateLimit: { requests: 100, window: '1m' },
      },
    },
  }),
  inOrganization('Project', project, { deploymentPipelineRef: 'default' }),
];

/** The objects of a Service with one public REST API, which has five objects on the data plane. */
export function declarationsOf(name) {
  const owner = { projectName: project, componentName: name };
  return [
    inOrganization('Component', name, {
      owner: { projectName: project },
      type: 'Service',
    }),
    inOrganization('Workload', name, {
      owner,
      containers: { main: { image: 'registry.test/app:1.0.0' } },
      endpoints: { api: { type: 'REST', port: 8080 } },
    }),
    inOrganization('Service', name, {
      owner,
      workloadName: name,
      className: 'default',
      apis: {
        api: {
          type: 'REST',
          className: 'default',
          rest: {
            backend: { port: 8080, basePath: '/api' },
            exposeLevels: ['Public'],
          },
        },
      },
    }),
  ];
}

/** Returns the type of a kind of OpenChoreo. */
export async function typeOf(client, kind) {
  const type = await client.resourceFor(apiVersion, kind);
  if (!type) throw new Error(`${client.server} does not serve ${kind}`);
  return type;
}

/** Creates the platform and waits until it is ready. */
export async function createPlatform(client) {
  const organizations = await typeOf(client, 'Organization');
  await client.create(organizations, {
    apiVersion,
    kind: 'Organization',
    metadata: { name: organization },
    spec: {},
  });
  await untilReady(client, organizations, { name: organization });
  for (const object of platform)
    await client.create(await typeOf(client, object.kind), object);
  for (const { kind, metadata } of platform)
    if (!kind.endsWith('Class'))
      await untilReady(client, await typeOf(client, kind), metadata);
}

async function untilReady(client, type, key) {
  while (!isTrue(await client.get(type, key), 'Ready')) await sleep(100);
}

/** Whether a condition of an object is true for the current generation. */
export const isTrue = ({ metadata, status }, condition) =>
  (status?.conditions ?? []).some(
    each =>
      each.type === condition &&
      each.status === 'True' &&
      (each.observedGeneration ?? 0) >= (metadata.generation ?? 0),
  );
