import {
  DataPlane,
  Project,
  ServiceBinding,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  Modifier,
  aDataPlane,
  aProject,
  aServiceBinding,
  anEnvironment,
  inOrganization,
  ofComponent,
  testOrganization,
  testProject,
  withSpec,
} from '..';
import { JsonObject } from '../../../runtime/json';
import { Manifest, ReleaseResource } from '../../../core/manifest';
import { RenderResult } from '../../../core/render-result';
import { renderTarget } from '../../../core/effective-binding/target';
import { addConnectedResources } from '../../../render/bindings/render-binding';
import { bindingLookups } from '../../../core/effective-binding/binding-lookups';
import { resolveBinding } from '../../../core/effective-binding/effective-binding';

const environment = 'development';

/** A project of the test organization with `spec.cell`. */
export function aProjectWithCell(
  cell: NonNullable<Project['spec']['cell']> | undefined,
  name = testProject,
): Project {
  return aProject(name, withSpec({ cell }));
}

/** The data plane `default` with a policy provider. */
export function aDataPlaneWith(
  networkPolicy: DataPlane['spec']['networkPolicy'],
  more: Partial<DataPlane['spec']> = {},
): DataPlane {
  return aDataPlane(
    'default',
    inOrganization(testOrganization),
    withSpec({ networkPolicy, ...more }),
  );
}

/** A binding to `development` with one REST endpoint `api` on port 8080. */
export function aBinding(
  name: string,
  project = testProject,
  ...parts: Modifier[]
): ServiceBinding {
  return aServiceBinding(
    name,
    ofComponent(name, project),
    withSpec({ environment }),
    withWorkload({}),
    ...parts,
  );
}

/** Sets fields of the workload: endpoints, connections. */
export function withWorkload(fields: Record<string, unknown>): Modifier {
  return withSpec({
    workloadSpec: {
      containers: { main: { image: 'registry.test/app:1' } },
      endpoints: { api: { type: 'REST', port: 8080 } },
      ...fields,
    },
  });
}

/** A connection to an external host. */
export function externalConnection(
  host: string,
  port: number,
  protocol?: string,
) {
  return {
    type: 'external',
    external: { host, port, protocol },
    inject: { env: [] },
  };
}

/** A connection to the endpoint `api` of a component. */
export function componentConnection(
  projectName: string,
  componentName: string,
) {
  return {
    type: 'api',
    params: { projectName, componentName, endpoint: 'api' },
    inject: { env: [] },
  };
}

/** A binding whose status has the endpoint `api`. */
export function withEndpointStatus(
  binding: ServiceBinding,
  more: object = {},
): ServiceBinding {
  const { name } = binding.metadata;
  return {
    ...binding,
    status: {
      endpoints: [
        {
          name: 'api',
          type: 'REST',
          project: { host: name, port: 8080 },
          ...more,
        },
      ],
    },
  };
}

/** The result of rendering a binding without policies: a Deployment, and a route at each gateway. */
export function workloadAndRoutes(
  binding: ServiceBinding,
  ...gateways: string[]
): RenderResult {
  const target = renderTarget(binding);
  const object = (kind: string, apiVersion: string, spec: JsonObject) => ({
    id: `${binding.metadata.name}-${kind}`,
    object: {
      apiVersion,
      kind,
      metadata: {
        name: target.name,
        namespace: target.namespace,
        labels: target.labels,
      },
      spec,
    },
  });
  return {
    resources: [
      object('Deployment', 'apps/v1', {
        selector: { matchLabels: target.labels },
        template: { metadata: { labels: target.labels }, spec: {} },
      }),
      ...gateways.map(name =>
        object('HTTPRoute', 'gateway.networking.k8s.io/v1', {
          parentRefs: [{ name, namespace: 'openchoreo-data-plane' }],
          rules: [{ backendRefs: [{ name: target.name, port: 8080 }] }],
        }),
      ),
    ],
    endpoints: binding.status?.endpoints ?? [],
    problems: [],
  };
}

/** What is rendered of a binding, by kind. */
export interface RenderedCell {
  readonly result: RenderResult;
  readonly policy: Manifest | undefined;
  readonly deployment: Manifest | undefined;
}

/** Adds the network policies of a binding. */
export function renderWithPolicies(
  cluster: InMemoryCluster,
  binding: ServiceBinding,
  before: RenderResult = workloadAndRoutes(binding),
): RenderedCell {
  const effective = resolveBinding(
    binding,
    undefined,
    bindingLookups(binding, cluster),
  );
  const { problems } = effective.connections;
  const result = addConnectedResources(
    problems.length > 0 ? { ...before, problems } : before,
    effective,
  );
  const ofKind = (...kinds: string[]) =>
    result.resources.find(({ object }: ReleaseResource) =>
      kinds.includes(object.kind),
    )?.object;
  return {
    result,
    policy: ofKind('NetworkPolicy', 'CiliumNetworkPolicy'),
    deployment: ofKind('Deployment'),
  };
}

/** A cluster in memory with an environment on the data plane. */
export function createCellCluster(
  project: Project,
  plane: DataPlane,
  ...others: ConstructorParameters<typeof InMemoryCluster>
): InMemoryCluster {
  return new InMemoryCluster(
    project,
    plane,
    anEnvironment(environment),
    ...others,
  );
}
