// The platform of the benchmark `board-reads` in OpenChoreo 1.x: components of one namespace in ten environments, each with a release, and
// with the status that OpenChoreo would write.
import { loadPackage } from '../lib/load-package.mjs';
import {
  componentName,
  componentsPerProject,
  environments,
  organization,
  projectName,
  readyStatus,
  stored,
} from './platform.mjs';

const { componentTypeAdapter } = loadPackage(
  'plugins/openchoreo-node/src/component-type/componentTypeAdapter',
);

/** The kinds that an API of OpenChoreo 1.x serves. */
export const releaseKinds = componentTypeAdapter.kinds;

const kindOf = name => releaseKinds.find(({ kind }) => kind === name);

function object(kind, name, spec, { status, labels } = {}) {
  const { apiVersion, scope } = kindOf(kind);
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels,
      ...(scope === 'Namespaced' && { namespace: organization }),
    },
    spec,
    ...(status && { status }),
  };
}

const commonObjects = components => [
  object(
    'Namespace',
    organization,
    {},
    { labels: { 'openchoreo.dev/control-plane': 'true' } },
  ),
  object(
    'ClusterDataPlane',
    'default',
    { planeID: 'default' },
    { status: { agentConnection: { connected: true } } },
  ),
  ...environments.map(name =>
    object('Environment', name, {
      dataPlaneRef: { kind: 'ClusterDataPlane', name: 'default' },
      isProduction: name === environments.at(-1),
    }),
  ),
  object('DeploymentPipeline', 'default', {
    promotionPaths: environments.slice(1).map((name, index) => ({
      sourceEnvironmentRef: { name: environments[index] },
      targetEnvironmentRefs: [{ name }],
    })),
  }),
  ...Array.from(
    { length: Math.ceil(components / componentsPerProject) },
    (_, project) =>
      object('Project', projectName(project * componentsPerProject), {
        deploymentPipelineRef: { name: 'default' },
      }),
  ),
];

function componentObjects(number) {
  const name = componentName(number);
  const projectOwner = { projectName: projectName(number) };
  const owner = { ...projectOwner, componentName: name };
  const componentType = {
    kind: 'ClusterComponentType',
    name: 'deployment/service',
  };
  const workload = {
    container: {
      image: 'registry.test/app:1.0.0',
      env: [{ key: 'LOG_LEVEL', value: 'info' }],
    },
    endpoints: { http: { type: 'HTTP', port: 8080 } },
  };
  const releaseName = `${name}-${String(number).padStart(8, '0')}`;
  return [
    object(
      'Component',
      name,
      { owner: projectOwner, componentType },
      { status: readyStatus },
    ),
    object('Workload', `${name}-workload`, { owner, ...workload }),
    object('ComponentRelease', releaseName, {
      owner,
      componentType,
      workload,
    }),
    ...environments.flatMap(environment => [
      object(
        'ReleaseBinding',
        `${name}-${environment}`,
        { owner, environment, releaseName, state: 'Active' },
        { status: readyStatus },
      ),
      renderedRelease(owner, environment),
    ]),
  ];
}

function renderedRelease(owner, environmentName) {
  const name = owner.componentName;
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'dp' },
  };
  const resource = {
    id: 'deployment',
    kind: 'Deployment',
    name,
    namespace: 'dp',
    healthStatus: 'Healthy',
    status: { replicas: 2, readyReplicas: 2, updatedReplicas: 2 },
  };
  return object(
    'RenderedRelease',
    `${name}-${environmentName}`,
    {
      owner,
      environmentName,
      resources: [{ id: 'deployment', object: deployment }],
    },
    { status: { resources: [resource] } },
  );
}

/** All objects, as an API returns them. */
export const storedReleaseObjects = components =>
  stored([
    ...commonObjects(components),
    ...Array.from({ length: components }, (_, number) =>
      componentObjects(number),
    ).flat(),
  ]);
