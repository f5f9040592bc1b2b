import { oldestFirst } from '../adapter-base/creationOrder';
import { unitBase } from '../adapter-base/unitBase';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  ComponentUnit,
  DeploymentUnit,
  EndpointUnit,
  EndpointVisibility,
  TypeRef,
} from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';
import { bindingsOf } from './bindings';
import { namespaceOf } from './buildUnit';
import {
  workloadKind,
  type Component,
  type Visibility,
  type Workload,
} from './componentKinds';
import { typeNameOf } from './components';
import { dataPlaneLabels } from './dataPlaneLabels';
import { dataPlaneOf, isSimulated } from './environments';
import { endpointAccesses } from './endpoints';
import type { ReleaseBinding } from './deploymentKinds';
import { environmentKind } from './platformKinds';
import { sourceOf } from './sourceOf';
import { projectKind } from './tenantKinds';

export function buildComponentUnit(
  component: Component,
  reader: ResourceReader,
): ComponentUnit {
  const { namespace: organization = '', name } = component.metadata;
  const project = component.spec.owner.projectName;
  const ref = { organization, project, component: name };
  const workloads = [
    ...reader.byIndex(
      workloadKind,
      'component',
      indexValue(organization, project, name),
    ),
  ].sort(oldestFirst);
  const dependencies = workloads.flatMap(
    ({ spec }) => spec.dependencies?.endpoints ?? [],
  );
  const deployed = bindingsOf(reader, ref)
    .filter(({ spec }) => spec.state !== 'Undeploy')
    .map(binding => deploymentOf(reader, organization, binding))
    .sort((a, b) => a.environment.name.localeCompare(b.environment.name, 'en'));
  return {
    type: 'component',
    ...unitBase(component, [
      component,
      reader.get(projectKind, { namespace: organization, name: project }),
      namespaceOf(reader, component),
    ]),
    project,
    componentType: typeNameOf(component),
    definedBy: definedBy(component),
    deployments: deployed.map(
      ({ isSimulated: _, ...deployment }) => deployment,
    ),
    objectSelector: deployed.some(each => !each.isSimulated)
      ? [
          [dataPlaneLabels.organization, organization],
          [dataPlaneLabels.project, project],
          [dataPlaneLabels.component, name],
        ]
          .map(([label, value]) => `${label}=${value}`)
          .join(',')
      : undefined,
    source: sourceOf(component),
    endpoints: workloads.flatMap(endpointsOf),
    apis: [],
    connections: {
      components: dependencies.map(each => each.component),
      endpoints: dependencies.map(each => ({
        component: each.component,
        endpoint: each.name,
      })),
      managedResources: [],
    },
  };
}

function definedBy(component: Component): TypeRef {
  const { metadata, spec } = component;
  const { kind } = spec.componentType;
  return {
    ...(kind === 'ClusterComponentType'
      ? { type: 'cluster-component-type', organization: sharedOrganization }
      : {
          type: 'component-type',
          organization: metadata.namespace ?? '',
        }),
    name: typeNameOf(component),
  };
}

function deploymentOf(
  reader: ResourceReader,
  organization: string,
  { spec, status }: ReleaseBinding,
): DeploymentUnit & { isSimulated: boolean } {
  const { environment: name } = spec;
  const environment = reader.get(environmentKind, {
    namespace: organization,
    name,
  });
  const dataPlane = environment && dataPlaneOf(reader, environment);
  const isOnSimulation = dataPlane !== undefined && isSimulated(dataPlane);
  return {
    environment: { organization, name },
    isProduction: environment?.spec.isProduction ?? false,
    isSimulated: isOnSimulation,
    // Nothing answers at the addresses of a simulated data plane.
    addresses: isOnSimulation
      ? []
      : (status?.endpoints ?? [])
          .flatMap(endpointAccesses)
          .flatMap(({ name: endpoint, visibility, url }) =>
            visibility === 'project' ? [] : { endpoint, visibility, url },
          ),
  };
}

function endpointsOf({ kind, metadata, spec }: Workload): EndpointUnit[] {
  return Object.entries(spec.endpoints ?? {})
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, { type, port, visibility, schema }]) => ({
      name,
      type,
      port,
      visibility: callersOf(visibility),
      definition: schema?.content,
      definitionType: schema?.type,
      declaredBy: { kind, name: metadata.name },
    }));
}

const callers: Readonly<Record<Visibility, EndpointVisibility>> = {
  project: 'project',
  namespace: 'organization',
  internal: 'organization',
  external: 'public',
};

/** Components of the project may always call an endpoint. */
function callersOf(visibility: readonly Visibility[] = []) {
  const found = visibility.map(each => callers[each]);
  return [...new Set<EndpointVisibility>(['project', ...found])];
}
