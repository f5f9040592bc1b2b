// The platform of the benchmark `portal`: projects of 60 components in ten environments, with the status that a control plane would write.
import { loadPackage } from '../lib/load-package.mjs';

const { KubeClient } = loadPackage('@promenade/kube-client');
const { buildArtifact } = loadPackage(
  'packages/control-plane/src/core/artifact/artifact',
);

const apiVersion = 'openchoreo.dev/v1alpha1';
export const componentsPerProject = 60;
/** Number of concurrent writers. */
const concurrency = 8;

export const organization = 'bench';
export const environments = Array.from(
  { length: 10 },
  (_, index) => `stage-${index}`,
);
export const projectName = number =>
  `project-${Math.floor(number / componentsPerProject)}`;
export const componentName = number => `service-${number}`;
const bindingName = (number, environment) =>
  `${componentName(number)}-${environment}`;

const object = (kind, name, spec, status) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: organization },
  spec,
  ...(status && { status }),
});

export const readyStatus = {
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      reason: 'Ready',
      message: 'Ready.',
      lastTransitionTime: '2026-01-01T00:00:00Z',
      observedGeneration: 1,
    },
  ],
};

/** What everything else needs, in the order of creation. */
const commonObjects = components => [
  {
    apiVersion,
    kind: 'Organization',
    metadata: { name: organization },
    spec: {},
  },
  object('DataPlane', 'default', {
    registry: { prefix: 'registry.test' },
    gateway: {
      publicVirtualHost: 'public.test',
      organizationVirtualHost: 'organization.test',
    },
  }),
  ...environments.map(name =>
    object('Environment', name, {
      dataPlaneRef: 'default',
      isProduction: name === environments.at(-1),
    }),
  ),
  object('DeploymentPipeline', 'default', {
    promotionPaths: environments.slice(1).map((name, index) => ({
      sourceEnvironmentRef: environments[index],
      targetEnvironmentRefs: [{ name }],
    })),
  }),
  ...Array.from(
    { length: Math.ceil(components / componentsPerProject) },
    (_, project) =>
      object('Project', projectName(project * componentsPerProject), {
        deploymentPipelineRef: 'default',
      }),
  ),
];

/** The components that a component calls: two of its project, so that a cell has several layers. */
function calledBy(number) {
  const first = number - (number % componentsPerProject);
  const place = number - first;
  return place === 0
    ? []
    : [...new Set([Math.floor((place - 1) / 3), Math.floor(place / 2)])].map(
        called => first + called,
      );
}

function workloadOf(number) {
  const connections = calledBy(number).map(called => [
    componentName(called),
    {
      type: 'api',
      params: {
        projectName: projectName(called),
        componentName: componentName(called),
        endpoint: 'http',
      },
      inject: { env: [{ name: 'URL', value: '{{ .url }}' }] },
    },
  ]);
  return {
    containers: {
      main: {
        image: 'registry.test/app:1.0.0',
        env: [{ key: 'LOG_LEVEL', value: 'info' }],
      },
    },
    endpoints: { http: { type: 'HTTP', port: 8080 } },
    connections: Object.fromEntries(connections),
  };
}

function componentObjects(number) {
  const name = componentName(number);
  const owner = { projectName: projectName(number), componentName: name };
  const workload = workloadOf(number);
  const { metadata, spec } = buildArtifact(
    organization,
    { owner },
    {
      kindOfBinding: 'ServiceBinding',
      className: 'default',
      workload,
    },
  );
  const connections = Object.keys(workload.connections).map(connection => ({
    name: connection,
    state: 'Resolved',
  }));
  return [
    object(
      'Component',
      name,
      { owner: { projectName: owner.projectName }, type: 'Service' },
      readyStatus,
    ),
    object('Workload', name, { owner, ...workload }),
    object('DeployableArtifact', metadata.name, spec),
    ...environments.map(environment =>
      object(
        'ServiceBinding',
        bindingName(number, environment),
        {
          owner,
          environment,
          className: 'default',
          artifactRef: metadata.name,
          releaseState: 'Active',
          workloadSpec: workload,
        },
        { ...readyStatus, state: 'Ready', connections },
      ),
    ),
  ];
}

/** Objects with what an API adds. */
export const stored = objects =>
  objects.map((each, index) => ({
    ...each,
    metadata: {
      ...each.metadata,
      uid: `uid-${index}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
  }));

/** All objects, as an API returns them. */
export const storedObjects = components =>
  stored([
    ...commonObjects(components),
    ...Array.from({ length: components }, (_, number) =>
      componentObjects(number),
    ).flat(),
  ]);

/**
 * Writes the platform to an API that no control plane watches.
 *
 * @param {string} kubeconfig
 */
export async function createPlatform(kubeconfig, components) {
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  const write = async ({ status, ...declared }) => {
    const type = await client.resourceFor(declared.apiVersion, declared.kind);
    await client.create(type, declared);
    if (status) await client.patchStatus(type, declared.metadata, status);
  };
  try {
    await write({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: organization },
    });
    for (const each of commonObjects(components)) await write(each);
    let next = 0;
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while (next < components) {
          next += 1;
          for (const each of componentObjects(next - 1)) await write(each);
        }
      }),
    );
  } finally {
    await client.close();
  }
}

/** Opens a writer of the states of deployments. */
export async function openStateWriter(kubeconfig) {
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  const bindings = await client.resourceFor(apiVersion, 'ServiceBinding');
  return {
    /** Lets a deployment progress with a message. */
    async setMessage(number, environment, message) {
      const [condition] = readyStatus.conditions;
      const progressing = {
        ...condition,
        status: 'False',
        reason: 'Progressing',
        message,
      };
      await client.patchStatus(
        bindings,
        { namespace: organization, name: bindingName(number, environment) },
        { state: 'Progressing', conditions: [progressing] },
      );
    },
    close: () => client.close(),
  };
}
