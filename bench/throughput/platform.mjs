// What is there before the first component: an organization, its pipeline of one environment, classes, and a project.
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

/** What a person declares to have a Service with one public REST API: five objects on the data plane. */
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

/** The kinds of the model that the measurement itself looks at and makes. */
export async function typeOf(client, kind) {
  const type = await client.resourceFor(apiVersion, kind);
  if (!type) throw new Error(`${client.server} serves no ${kind}`);
  return type;
}

/** Makes the platform; resolves when the control plane has made itself at home there. */
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

/** Whether a condition of an object is true, and of what is declared now. */
export const isTrue = ({ metadata, status }, condition) =>
  (status?.conditions ?? []).some(
    ({ type, status: is, observedGeneration = 0 }) =>
      type === condition &&
      is === 'True' &&
      observedGeneration >= (metadata.generation ?? 0),
  );
