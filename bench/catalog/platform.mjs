// The platform of the benchmark `catalog`: components with two endpoints each, deployed to one environment.
import { loadPackage } from '../lib/load-package.mjs';

const { KubeClient } = loadPackage('@promenade/kube-client');

const apiVersion = 'openchoreo.dev/v1alpha1';
export const organization = 'bench';
const environment = 'development';

/** The annotation that a changed component has, and that its entity has as the description. */
const descriptionAnnotation = 'openchoreo.dev/description';

const componentsPerProject = 50;
/** Number of concurrent writers. */
const concurrency = 8;

const componentName = number => `service-${number}`;
const projectName = number =>
  `project-${Math.floor(number / componentsPerProject)}`;

const inOrganization = (kind, name, spec) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: organization },
  spec,
});

const platformObjects = components => [
  {
    apiVersion,
    kind: 'Organization',
    metadata: { name: organization },
    spec: {},
  },
  inOrganization('DataPlane', 'default', {
    registry: { prefix: 'registry.test' },
    gateway: {
      publicVirtualHost: 'public.test',
      organizationVirtualHost: 'organization.test',
    },
  }),
  inOrganization('Environment', environment, { dataPlaneRef: 'default' }),
  inOrganization('DeploymentPipeline', 'default', {
    promotionPaths: [
      { sourceEnvironmentRef: environment, targetEnvironmentRefs: [] },
    ],
  }),
  ...Array.from(
    { length: Math.ceil(components / componentsPerProject) },
    (_, project) =>
      inOrganization('Project', projectName(project * componentsPerProject), {
        deploymentPipelineRef: 'default',
      }),
  ),
];

/** Number of entities of a platform: one for each object of the platform, and three for each component. */
export const expectedEntities = components =>
  platformObjects(components).length + 3 * components;

const definition = name => `openapi: 3.0.0
info:
  title: ${name}
  version: 1.0.0
paths:
  /${name}:
    get:
      responses:
        '200':
          description: OK
`;

function componentObjects(number) {
  const name = componentName(number);
  const owner = {
    projectName: projectName(number),
    componentName: name,
  };
  const workload = {
    containers: { main: { image: 'registry.test/app:1.0.0' } },
    endpoints: {
      http: {
        type: 'REST',
        port: 8080,
        schema: { type: 'openapi', content: definition(name) },
      },
      grpc: { type: 'gRPC', port: 9090 },
    },
  };
  const component = inOrganization('Component', name, {
    owner: { projectName: owner.projectName },
    type: 'Service',
  });
  component.metadata.annotations = {
    [descriptionAnnotation]: `The service ${number}`,
    'openchoreo.dev/owner': 'group:default/shop',
  };
  return [
    component,
    inOrganization('Workload', name, { owner, ...workload }),
    inOrganization('ServiceBinding', `${name}-${environment}`, {
      owner,
      environment,
      className: 'default',
      releaseState: 'Active',
      workloadSpec: workload,
    }),
  ];
}

/**
 * Creates the components that are missing from `from` up to `to`, and with the first ones the rest of the platform for `total`.
 *
 * @param {string} kubeconfig
 */
export async function createPlatform(kubeconfig, { from = 0, to, total }) {
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  const create = async object =>
    client.create(
      await client.resourceFor(object.apiVersion, object.kind),
      object,
    );
  try {
    if (from === 0) {
      await create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: organization },
      });
      for (const object of platformObjects(total)) await create(object);
    }
    let next = from;
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while (next < to) {
          const number = next;
          next += 1;
          for (const object of componentObjects(number)) await create(object);
        }
      }),
    );
  } finally {
    await client.close();
  }
}

/** Opens a writer of descriptions of components. */
export async function openWriter(kubeconfig) {
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  const components = await client.resourceFor(apiVersion, 'Component');
  return {
    describe: (name, description) =>
      client.patch(
        components,
        { namespace: organization, name },
        {
          metadata: { annotations: { [descriptionAnnotation]: description } },
        },
        { type: 'merge' },
      ),
    close: () => client.close(),
  };
}
