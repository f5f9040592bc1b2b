import {
  annotations,
  apiKind,
  buildKind,
  buildPlaneKind,
  configurationGroupKind,
  dataPlaneKind,
  deploymentPipelineKind,
  displayedTypeOf,
  environmentKind,
  environmentsOf as environmentNamesOf,
  findConfigurationValue,
  getCondition,
  organizationKind,
  projectKind,
  type Build,
  type BuildPlane,
  type Component,
  type DataPlane,
  type DeploymentPipeline,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import type {
  BuildDetails,
  ComponentDeployments,
  DeploymentScope,
  EnvironmentDetails,
  OverviewSource,
  PipelineDetails,
  PlaneDetails,
} from '../domain/OverviewSource';
import { sharedOrganization } from '../domain/sharedOrganization';
import { apiClassesOf } from './apiClasses';
import { apisOf } from './apis';
import { bindingKinds, bindingsOf } from './bindings';
import { dataPlaneNameOf } from './buildDeploymentUnit';
import { buildList } from './buildList';
import { cellQuotas } from './cellQuotas';
import { cellSnapshot } from './cellSnapshot';
import { buildState } from './buildSnapshot';
import { newestFirst } from '../adapter-base/creationOrder';
import { deploymentSnapshot } from './deploymentSnapshot';
import { environmentDetails, environmentsOf } from './environmentDetails';
import { componentKind } from './kinds';
import { pipelineOf, pipelineSnapshot } from './pipelineOf';
import { unfinishedPromotions } from '../adapter-base/promotions/promotionSource';
import { promotionPolicies } from './promotionPolicies';
import { promotionView } from './promotionView';
import { isMeant, usersOf } from './sharedResources';

/** What the cache of the adapter has for overviews. */
export function overviewSource(reader: ResourceReader): OverviewSource {
  return {
    organizations: () =>
      reader.list(organizationKind).map(({ metadata }) => metadata.name),
    planes: () => ({
      dataPlanes: reader.list(dataPlaneKind).map(resourceRef),
      buildPlanes: reader.list(buildPlaneKind).map(resourceRef),
    }),
    newestBuilds: organization =>
      newestBuilds(reader, organization).map(buildDetails),
    deployments: (scope, now) => listDeployments(reader, scope, now),
    apiClasses: (ref, environment) => apiClassesOf(reader, ref, environment),
    cell: (scope, environment) => cellSnapshot(reader, scope, environment),
    environments: organization => [
      ...environmentsOf(reader, organization).values(),
    ],
    environment({ organization: namespace, name }) {
      const found = reader.get(environmentKind, { namespace, name });
      return found && environmentDetails(reader, found);
    },
    quotas: environment => cellQuotas(reader, environment),
    pipelines: organization =>
      reader
        .byIndex(deploymentPipelineKind, 'organization', organization)
        .map(pipeline => pipelineDetails(reader, pipeline)),
    pipelinesOf: environment =>
      usersOf(reader, deploymentPipelineKind, environment)
        .filter(
          pipeline =>
            environmentNamesOf(pipeline).includes(environment.name) &&
            isMeant(reader, environmentKind, pipeline, environment),
        )
        .map(pipeline => pipelineDetails(reader, pipeline)),
    dataPlane(ref) {
      const { organization: namespace, name } = ref;
      const found = reader.get(dataPlaneKind, { namespace, name });
      return (
        found && {
          ...planeDetails(found),
          environments: usersOf(reader, environmentKind, ref)
            .filter(
              environment =>
                dataPlaneNameOf(environment) === name &&
                isMeant(reader, dataPlaneKind, environment, ref),
            )
            .map(environment => environmentDetails(reader, environment)),
        }
      );
    },
    buildPlane(ref) {
      const { organization: namespace, name } = ref;
      const found = reader.get(buildPlaneKind, { namespace, name });
      return found && { ...planeDetails(found), builds: buildsOn(reader, ref) };
    },
    builds: (ref, limit) => buildList(reader, ref, limit),
    configurationValue(namespace, environment, { name, key }) {
      const group = reader.get(configurationGroupKind, { namespace, name });
      return group && findConfigurationValue(group, key, environment);
    },
  };
}

function listDeployments(
  reader: ResourceReader,
  scope: DeploymentScope,
  now: Date,
): ComponentDeployments[] {
  const environmentsByOrganization = new Map<
    string,
    ReadonlyMap<string, EnvironmentDetails>
  >();
  const pipelines = new Map<string, ReturnType<typeof pipelineOf>>();
  const build = (
    component: Component,
    isInScope: (environment: string) => boolean,
  ): ComponentDeployments => {
    const { namespace: organization = '', name } = component.metadata;
    const project = component.spec.owner.projectName;
    const value = indexValue(organization, project, name);
    const ref = { organization, project, component: name };
    const environments = getOrAdd(
      environmentsByOrganization,
      organization,
      () => environmentsOf(reader, organization),
    );
    return {
      ref,
      displayName: component.metadata.annotations?.[annotations.displayName],
      type: displayedTypeOf(component.spec),
      ...getOrAdd(pipelines, indexValue(organization, project), () =>
        pipelineOf(reader, ref),
      ),
      environments,
      deployments: bindingsOf(reader, ref)
        .filter(({ binding }) => isInScope(binding.spec.environment))
        .map(({ binding }) =>
          deploymentSnapshot(
            reader,
            binding,
            environments.get(binding.spec.environment),
            now,
          ),
        ),
      apis: apisOf(reader, value).filter(api => isInScope(api.environment)),
      promotions: unfinishedPromotions(reader, ref, promotionView),
    };
  };
  if ('environments' in scope) {
    return deployedTo(reader, scope.environments).map(
      ({ component, environments }) =>
        build(component, name => environments.has(name)),
    );
  }
  const { organization, project } = scope;
  const components = project
    ? reader.byIndex(
        componentKind,
        'project',
        indexValue(organization, project),
      )
    : reader.byIndex(componentKind, 'organization', organization);
  return components.map(component => build(component, () => true));
}

/** The components with a deployment or an API in one of the environments, and the names of the environments. */
function deployedTo(
  reader: ResourceReader,
  environments: readonly SharedResourceRef[],
): { component: Component; environments: ReadonlySet<string> }[] {
  const found = new Map<
    string,
    { component: Component; environments: Set<string> }
  >();
  const add = (
    { metadata: { namespace } }: ResourceObject,
    owner: { projectName: string; componentName: string },
    environment: string,
  ) => {
    const { projectName, componentName: name } = owner;
    const component = reader.get(componentKind, { namespace, name });
    if (component?.spec.owner.projectName !== projectName) return;
    getOrAdd(found, indexValue(namespace ?? '', name), () => ({
      component,
      environments: new Set<string>(),
    })).environments.add(environment);
  };
  const wanted = new Set(environments.map(environmentKey));
  /** Whether a resource of an organization that names an environment means one of those. */
  const isWanted = (
    { metadata: { namespace = '' } }: ResourceObject,
    name: string,
  ) => {
    if (wanted.has(environmentKey({ organization: namespace, name }))) {
      return true;
    }
    const shared = { organization: sharedOrganization, name };
    return (
      wanted.has(environmentKey(shared)) &&
      !reader.get(environmentKind, { namespace, name })
    );
  };
  const organizations = [
    ...new Set(environments.map(({ organization }) => organization)),
  ];
  const inOrganizations = <T extends ResourceObject>(kind: ResourceKind<T>) =>
    organizations.includes(sharedOrganization)
      ? reader.list(kind)
      : organizations.flatMap(each =>
          reader.byIndex(kind, 'organization', each),
        );
  for (const kind of bindingKinds) {
    for (const binding of inOrganizations(kind)) {
      const { environment, owner } = binding.spec;
      if (isWanted(binding, environment)) add(binding, owner, environment);
    }
  }
  for (const api of inOrganizations(apiKind)) {
    const { environmentName, owner } = api.spec;
    if (isWanted(api, environmentName)) add(api, owner, environmentName);
  }
  return [...found.values()];
}

function environmentKey({ organization, name }: SharedResourceRef): string {
  return indexValue(organization, name);
}

function planeDetails({
  metadata,
  status,
}: DataPlane | BuildPlane): PlaneDetails {
  const reachable = getCondition(status?.conditions, 'Reachable');
  return {
    organization: metadata.namespace ?? '',
    name: metadata.name,
    displayName: metadata.annotations?.[annotations.displayName],
    isSimulated: metadata.annotations?.[annotations.simulated] === 'true',
    reachable: reachable && {
      status: reachable.status,
      message: reachable.message,
      since: reachable.lastTransitionTime,
    },
  };
}

function pipelineDetails(
  reader: ResourceReader,
  pipeline: DeploymentPipeline,
): PipelineDetails {
  return {
    organization: pipeline.metadata.namespace ?? '',
    resourceVersion: pipeline.metadata.resourceVersion,
    policies: promotionPolicies(reader, pipeline),
    ...pipelineSnapshot(reader, pipeline),
  };
}

/** How many builds of each organization are looked at. */
const maxBuilds = 100;

/** The newest builds on a build plane. Its cost does not depend on the length of the history. */
function buildsOn(
  reader: ResourceReader,
  plane: SharedResourceRef,
): BuildDetails[] {
  const organizations = new Set(
    usersOf(reader, projectKind, plane).map(
      ({ metadata: { namespace = '' } }) => namespace,
    ),
  );
  return [...organizations]
    .flatMap(organization => newestBuilds(reader, organization))
    .filter(
      ({ status }) =>
        status?.buildPlane?.namespace === plane.organization &&
        status.buildPlane.name === plane.name,
    )
    .sort(newestFirst)
    .map(buildDetails);
}

function buildDetails(build: Build): BuildDetails {
  const { metadata, spec } = build;
  return {
    ...buildState(build),
    component: {
      organization: metadata.namespace ?? '',
      project: spec.owner.projectName,
      component: spec.owner.componentName,
    },
    createdAt: metadata.creationTimestamp,
  };
}

function resourceRef({ metadata }: ResourceObject): SharedResourceRef {
  return { organization: metadata.namespace ?? '', name: metadata.name };
}

function newestBuilds(reader: ResourceReader, organization: string): Build[] {
  const newest: Build[] = [];
  for (const build of reader.newestFirst(
    buildKind,
    'organization',
    organization,
  )) {
    newest.push(build);
    if (newest.length === maxBuilds) break;
  }
  return newest;
}

function getOrAdd<V>(map: Map<string, V>, key: string, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const value = create();
  map.set(key, value);
  return value;
}
