import { edgesOf } from '@promenade/openchoreo-model';
import { unfinishedPromotions } from '../adapter-base/promotions/promotionSource';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type {
  ComponentDeployments,
  DataPlaneRef,
  DeploymentScope,
  EnvironmentDetails,
  OverviewSource,
  PipelineDetails,
  PlaneDetails,
} from '../domain/OverviewSource';
import { sharedOrganization } from '../domain/sharedOrganization';
import { bindingsOf, componentOf } from './bindings';
import { buildList } from './builds';
import { cellSnapshot } from './cellSnapshot';
import { componentKind, type Component } from './componentKinds';
import { findComponent, typeNameOf } from './components';
import { releaseBindingKind } from './deploymentKinds';
import { deploymentSnapshot } from './deploymentSnapshot';
import {
  dataPlaneOf,
  displayNameOf,
  environmentDetails,
  environmentsOf,
  isSimulated,
} from './environments';
import { promotionView } from './promotionView';
import { organizationNames } from './organizations';
import { pipelineOf, pipelineSnapshot } from './pipelineOf';
import {
  clusterDataPlaneKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  type DataPlane,
  type DeploymentPipeline,
} from './platformKinds';

/** What the cache of the adapter has for overviews. */
export function overviewSource(reader: ResourceReader): OverviewSource {
  return {
    organizations: () => organizationNames(reader),
    planes: () => ({
      dataPlanes: [
        ...reader.list(dataPlaneKind),
        ...reader.list(clusterDataPlaneKind),
      ].map(planeRef),
      buildPlanes: [],
    }),
    newestBuilds: () => [],
    deployments: (scope, now) => listDeployments(reader, scope, now),
    cell: (scope, environment) => cellSnapshot(reader, scope, environment),
    environments: organization => [
      ...environmentsOf(reader, organization).values(),
    ],
    environment({ organization: namespace, name }) {
      const found = reader.get(environmentKind, { namespace, name });
      return found && environmentDetails(reader, found);
    },
    quotas: () => [],
    pipelines: organization =>
      reader
        .byIndex(deploymentPipelineKind, 'organization', organization)
        .map(pipeline => pipelineDetails(reader, pipeline)),
    pipelinesOf: ({ organization, name }) =>
      reader
        .byIndex(deploymentPipelineKind, 'organization', organization)
        .filter(pipeline =>
          edgesOf(pipeline).some(
            ({ from, to }) => from === name || to === name,
          ),
        )
        .map(pipeline => pipelineDetails(reader, pipeline)),
    dataPlane: ref => dataPlane(reader, ref),
    buildPlane: () => undefined,
    builds: (ref, limit) => buildList(reader, ref, limit),
    // There are no configuration groups.
    configurationValue: () => undefined,
  };
}

function listDeployments(
  reader: ResourceReader,
  scope: DeploymentScope,
  now: Date,
): ComponentDeployments[] {
  const environments = new Map<
    string,
    ReadonlyMap<string, EnvironmentDetails>
  >();
  return componentsIn(reader, scope).map(({ component, isInScope }) => {
    const { namespace: organization = '', name } = component.metadata;
    const project = component.spec.owner.projectName;
    const ref = { organization, project, component: name };
    const own =
      environments.get(organization) ?? environmentsOf(reader, organization);
    environments.set(organization, own);
    return {
      ref,
      displayName: displayNameOf(component),
      type: typeNameOf(component),
      ...pipelineOf(reader, ref),
      environments: own,
      deployments: bindingsOf(reader, ref)
        .filter(({ spec }) => isInScope(spec.environment))
        .map(binding =>
          deploymentSnapshot(
            reader,
            binding,
            own.get(binding.spec.environment),
            now,
          ),
        ),
      apis: [],
      promotions: unfinishedPromotions(reader, ref, promotionView),
    };
  });
}

/** A component, and whether a scope has its deployment in an environment. */
interface ComponentInScope {
  component: Component;
  isInScope(environment: string): boolean;
}

function componentsIn(
  reader: ResourceReader,
  scope: DeploymentScope,
): ComponentInScope[] {
  if ('environments' in scope) return deployedTo(reader, scope.environments);
  const { organization, project } = scope;
  const components = project
    ? reader.byIndex(
        componentKind,
        'project',
        indexValue(organization, project),
      )
    : reader.byIndex(componentKind, 'organization', organization);
  return components.map(component => ({ component, isInScope: () => true }));
}

/** The components that are deployed in one of the environments. */
function deployedTo(
  reader: ResourceReader,
  environments: readonly SharedResourceRef[],
): ComponentInScope[] {
  const found = new Map<Component, Set<string>>();
  for (const { organization, name } of environments) {
    for (const binding of reader.byIndex(
      releaseBindingKind,
      'environment',
      indexValue(organization, name),
    )) {
      const component = findComponent(reader, componentOf(binding));
      if (!component) continue;
      found.set(component, (found.get(component) ?? new Set()).add(name));
    }
  }
  return [...found].map(([component, names]) => ({
    component,
    isInScope: name => names.has(name),
  }));
}

function pipelineDetails(
  reader: ResourceReader,
  pipeline: DeploymentPipeline,
): PipelineDetails {
  return {
    organization: pipeline.metadata.namespace ?? '',
    ...pipelineSnapshot(reader, pipeline),
  };
}

function dataPlane(
  reader: ResourceReader,
  { type, organization: namespace, name }: DataPlaneRef,
): ReturnType<OverviewSource['dataPlane']> {
  const isOfCluster = type === 'cluster-data-plane';
  const found = isOfCluster
    ? reader.get(clusterDataPlaneKind, { name })
    : reader.get(dataPlaneKind, { namespace, name });
  const candidates = isOfCluster
    ? reader.list(environmentKind)
    : reader.byIndex(environmentKind, 'organization', namespace);
  return (
    found && {
      ...planeDetails(found),
      environments: candidates
        .filter(environment => dataPlaneOf(reader, environment) === found)
        .map(environment => environmentDetails(reader, environment)),
    }
  );
}

function planeRef({ kind, metadata }: DataPlane): DataPlaneRef {
  return {
    ...(kind === 'ClusterDataPlane' && { type: 'cluster-data-plane' }),
    organization: metadata.namespace ?? sharedOrganization,
    name: metadata.name,
  };
}

function planeDetails(plane: DataPlane): PlaneDetails {
  const agent = plane.status?.agentConnection;
  return {
    ...planeRef(plane),
    displayName: displayNameOf(plane),
    isSimulated: isSimulated(plane),
    reachable: agent && {
      status: agent.connected ? 'True' : 'False',
      message: agent.message ?? '',
      since: agent.connected
        ? agent.lastConnectedTime
        : agent.lastDisconnectedTime,
    },
  };
}
