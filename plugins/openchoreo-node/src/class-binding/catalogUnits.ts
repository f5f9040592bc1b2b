import {
  annotations,
  apiKind,
  buildPlaneKind,
  componentKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  managedResourceKind,
  organizationKind,
  projectKind,
  workloadKind,
  type API,
  type Component,
  type DeploymentPipeline,
  type Environment,
  type ManagedResource,
  type Project,
  type Workload,
} from '@promenade/openchoreo-model';
import type { CatalogUnits } from '../adapter/PlatformAdapter';
import { indexValue, indexValuesOf } from '../cache/indexes';
import type {
  ResourceChange,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type {
  ApiUnit,
  CatalogUnit,
  CatalogUnitBase,
  CatalogUnitKey,
  CatalogUnitType,
  ComponentUnit,
  SharedResourceRef,
} from '../domain/CatalogUnit';
import { commandAnnotations } from '../domain/commandAnnotations';
import { sharedOrganization } from '../domain/sharedOrganization';

const lifecycleAnnotation = 'openchoreo.dev/lifecycle';

/** How the units of a type are made from the resources of a kind. */
interface UnitDefinition {
  type: CatalogUnitType;
  kind: ResourceKind;
  needs: readonly ResourceKind[];
  get(reader: ResourceReader, key: CatalogUnitKey): CatalogUnit | undefined;
  /** Units of other resources that may differ after a change of a resource of the kind. */
  dependents(reader: ResourceReader, change: ResourceChange): CatalogUnitKey[];
}

function define<T extends ResourceObject>(
  type: CatalogUnitType,
  kind: ResourceKind<T>,
  definition: {
    needs?: readonly ResourceKind[];
    unit: (resource: T, reader: ResourceReader) => CatalogUnit | undefined;
    dependents?: UnitDefinition['dependents'];
  },
): UnitDefinition {
  const { needs = [], unit, dependents = () => [] } = definition;
  return {
    type,
    kind,
    needs: [kind, organizationKind, ...needs],
    get(reader, { organization, name }) {
      const namespace = kind.scope === 'Cluster' ? undefined : organization;
      const resource = reader.get(kind, { namespace, name });
      return resource && !resource.metadata.deletionTimestamp
        ? unit(resource, reader)
        : undefined;
    },
    dependents,
  };
}

const definitions: readonly UnitDefinition[] = [
  define('organization', organizationKind, {
    unit: organization => ({
      type: 'organization',
      ...unitBase(organization, [organization]),
    }),
    dependents: (reader, { object: { metadata } }) =>
      definitions.flatMap(({ type, kind }) =>
        unitKeys(type, reader.byIndex(kind, 'organization', metadata.name)),
      ),
  }),
  define('project', projectKind, {
    unit: (project, reader) => ({
      type: 'project',
      ...unitBase(project, [project, organizationOf(reader, project)]),
      deploymentPipeline: project.spec.deploymentPipelineRef,
    }),
    dependents(reader, { object: { metadata } }) {
      const project = indexValue(metadata.namespace ?? '', metadata.name);
      return definitions
        .filter(({ kind }) => kind.owner.project)
        .flatMap(({ type, kind }) =>
          unitKeys(type, reader.byIndex(kind, 'project', project)),
        );
    },
  }),
  define('component', componentKind, {
    needs: [projectKind, workloadKind, apiKind, managedResourceKind],
    unit: componentUnit,
    dependents: (reader, change) =>
      componentIndexValues(change).flatMap(value =>
        unitKeys('api', reader.byIndex(apiKind, 'component', value)),
      ),
  }),
  define('api', apiKind, {
    needs: [projectKind, componentKind],
    unit: apiUnit,
    dependents: (_, change) => componentsOf(change),
  }),
  define('environment', environmentKind, {
    needs: [dataPlaneKind],
    unit: (environment, reader) => ({
      type: 'environment',
      ...unitBase(environment, [
        environment,
        organizationOf(reader, environment),
      ]),
      dataPlane: dataPlaneOf(environment, reader),
    }),
    dependents: (reader, change) =>
      unitKeys(
        'deployment-pipeline',
        usersOfShared(reader, deploymentPipelineKind, change),
      ),
  }),
  define('data-plane', dataPlaneKind, {
    unit: (plane, reader) => ({
      type: 'data-plane',
      ...unitBase(plane, [plane, organizationOf(reader, plane)]),
    }),
    dependents: (reader, change) =>
      unitKeys('environment', usersOfShared(reader, environmentKind, change)),
  }),
  define('build-plane', buildPlaneKind, {
    unit: (plane, reader) => ({
      type: 'build-plane',
      ...unitBase(plane, [plane, organizationOf(reader, plane)]),
    }),
  }),
  define('deployment-pipeline', deploymentPipelineKind, {
    needs: [environmentKind],
    unit: (pipeline, reader) => ({
      type: 'deployment-pipeline',
      ...unitBase(pipeline, [pipeline, organizationOf(reader, pipeline)]),
      environments: environmentsOf(pipeline, reader),
    }),
  }),
  define('managed-resource', managedResourceKind, {
    needs: [projectKind],
    unit: managedResourceUnit,
    dependents: (reader, { object: { metadata } }) =>
      // A connection leads to an entity only while the managed resource exists.
      reader
        .byIndex(workloadKind, 'organization', metadata.namespace ?? '')
        .filter(({ spec }) =>
          Object.values(spec.connections ?? {}).some(
            ({ managed }) => managed?.resource === metadata.name,
          ),
        )
        .flatMap(({ metadata: { namespace = '' }, spec: { owner } }) => ({
          type: 'component',
          organization: namespace,
          name: owner.componentName,
        })),
  }),
];

/** The units of the catalog of an OpenChoreo v0.3.2. */
export const catalogUnits: CatalogUnits = {
  types: Object.fromEntries(
    definitions.map(({ type, kind, needs }) => [type, { kind, needs }]),
  ),
  list: (reader, wanted) =>
    definitions
      .filter(({ type }) => type === wanted)
      .flatMap(({ type, kind }) => unitKeys(type, reader.list(kind))),
  get: (reader, key) =>
    definitions.find(({ type }) => type === key.type)?.get(reader, key),
  affectedBy(reader, change) {
    if (change.kind.kind === workloadKind.kind) return componentsOf(change);
    return definitions
      .filter(({ kind }) => kind.kind === change.kind.kind)
      .flatMap(({ type, dependents }) => [
        ...unitKeys(type, [change.object]),
        ...dependents(reader, change),
      ]);
  },
};

function unitKeys(
  type: CatalogUnitType,
  resources: readonly ResourceObject[],
): CatalogUnitKey[] {
  return resources.map(({ metadata: { namespace, name } }) => ({
    type,
    organization: namespace ?? name,
    name,
  }));
}

/** The components that a resource belongs to and belonged to before the change. */
function componentsOf(change: ResourceChange): CatalogUnitKey[] {
  return componentIndexValues(change).map(value => {
    const [organization, , name] = value.split('/');
    return { type: 'component', organization, name };
  });
}

/** The values of the component index for a resource before and after the change. */
function componentIndexValues({ kind, object, old }: ResourceChange): string[] {
  return [...(old ? [old] : []), object].flatMap(
    version => indexValuesOf(kind, version).component ?? [],
  );
}

/** The resources that may refer to a resource: those of its organization, or all when it is shared. */
function usersOfShared<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  { object: { metadata } }: ResourceChange,
): readonly T[] {
  const organization = metadata.namespace ?? '';
  return organization === sharedOrganization
    ? reader.list(kind)
    : reader.byIndex(kind, 'organization', organization);
}

/** @param ownersNearestFirst - the resource, then what it belongs to; undefined for what does not exist */
function unitBase(
  { kind, metadata }: ResourceObject,
  ownersNearestFirst: readonly (ResourceObject | undefined)[],
): CatalogUnitBase {
  const given = metadata.annotations ?? {};
  return {
    organization: metadata.namespace ?? metadata.name,
    name: metadata.name,
    resourceKind: kind,
    uid: metadata.uid,
    displayName: given[annotations.displayName],
    description: given[annotations.description],
    owners: annotationsOf(ownersNearestFirst, commandAnnotations.owner),
  };
}

/** The values of an annotation that are not empty, in the order of the resources. */
function annotationsOf(
  resources: readonly (ResourceObject | undefined)[],
  annotation: string,
): string[] {
  return resources.flatMap(
    resource => resource?.metadata.annotations?.[annotation]?.trim() || [],
  );
}

function organizationOf(
  reader: ResourceReader,
  { metadata }: ResourceObject,
): ResourceObject | undefined {
  return reader.get(organizationKind, { name: metadata.namespace ?? '' });
}

function projectOf(
  reader: ResourceReader,
  { metadata: { namespace } }: ResourceObject,
  name: string,
): Project | undefined {
  return reader.get(projectKind, { namespace, name });
}

function componentUnit(
  component: Component,
  reader: ResourceReader,
): ComponentUnit {
  const { namespace = '', name } = component.metadata;
  const { owner, type, build } = component.spec;
  const project = projectOf(reader, component, owner.projectName);
  const value = indexValue(namespace, owner.projectName, name);
  const workloads = reader.byIndex(workloadKind, 'component', value);
  const [lifecycle] = annotationsOf([component, project], lifecycleAnnotation);
  return {
    type: 'component',
    ...unitBase(component, [
      component,
      project,
      organizationOf(reader, component),
    ]),
    project: owner.projectName,
    componentType: type,
    lifecycle,
    source: build?.repository?.url
      ? {
          repositoryUrl: build.repository.url,
          branch: build.repository.revision.branch || 'main',
          path: build.repository.appPath,
        }
      : undefined,
    endpoints: workloads.flatMap(endpointsOf),
    apis: reader
      .byIndex(apiKind, 'component', value)
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name),
    connections: connectionsOf(reader, namespace, workloads),
  };
}

function endpointsOf({
  kind,
  metadata,
  spec,
}: Workload): ComponentUnit['endpoints'] {
  return Object.entries(spec.endpoints ?? {})
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, { type, port, schema }]) => ({
      name,
      type,
      port,
      definition: schema?.content,
      declaredBy: { kind, name: metadata.name },
    }));
}

function connectionsOf(
  reader: ResourceReader,
  namespace: string,
  workloads: readonly Workload[],
): ComponentUnit['connections'] {
  const connections = workloads.flatMap(({ spec }) =>
    Object.values(spec.connections ?? {}),
  );
  const targets = connections.flatMap(({ params }) =>
    params?.componentName ? [params] : [],
  );
  return {
    components: targets.map(({ componentName }) => componentName),
    endpoints: targets.flatMap(({ componentName: component, endpoint }) =>
      endpoint ? { component, endpoint } : [],
    ),
    managedResources: connections.flatMap(({ managed }) =>
      managed &&
      reader.get(managedResourceKind, { namespace, name: managed.resource })
        ? managed.resource
        : [],
    ),
  };
}

function apiUnit(api: API, reader: ResourceReader): ApiUnit | undefined {
  const { namespace } = api.metadata;
  const { owner, type, rest, grpc, tcp } = api.spec;
  const component = reader.get(componentKind, {
    namespace,
    name: owner.componentName,
  });
  if (
    !component ||
    component.metadata.deletionTimestamp ||
    component.spec.owner.projectName !== owner.projectName
  ) {
    return undefined;
  }
  const project = projectOf(reader, api, owner.projectName);
  const backend = (rest ?? grpc ?? tcp)?.backend;
  const [lifecycle] = annotationsOf([component, project], lifecycleAnnotation);
  return {
    type: 'api',
    ...unitBase(api, [component, project, organizationOf(reader, api)]),
    project: owner.projectName,
    component: owner.componentName,
    apiType: type,
    lifecycle,
    target:
      rest?.backend?.target?.url ??
      `${owner.componentName}${backend ? ` on port ${backend.port}` : ''}`,
  };
}

function managedResourceUnit(
  resource: ManagedResource,
  reader: ResourceReader,
): CatalogUnit {
  const project = resource.spec.owner?.projectName;
  return {
    type: 'managed-resource',
    ...unitBase(resource, [
      resource,
      project === undefined ? undefined : projectOf(reader, resource, project),
      organizationOf(reader, resource),
    ]),
    project,
    resourceType: resource.spec.type,
  };
}

function dataPlaneOf(
  { metadata: { namespace = '' }, spec }: Environment,
  reader: ResourceReader,
): SharedResourceRef | undefined {
  return spec.dataPlaneRef
    ? sharedResourceRef(reader, dataPlaneKind, namespace, spec.dataPlaneRef)
    : undefined;
}

function environmentsOf(
  { metadata: { namespace = '' }, spec }: DeploymentPipeline,
  reader: ResourceReader,
): SharedResourceRef[] {
  const names = (spec.promotionPaths ?? []).flatMap(
    ({ sourceEnvironmentRef, targetEnvironmentRefs }) => [
      sourceEnvironmentRef,
      ...targetEnvironmentRefs.map(({ name }) => name),
    ],
  );
  return [...new Set(names)].map(name =>
    sharedResourceRef(reader, environmentKind, namespace, name),
  );
}

/** The resource of the organization, or the shared one if only that exists. */
function sharedResourceRef<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  namespace: string,
  name: string,
): SharedResourceRef {
  const isShared =
    !reader.get(kind, { namespace, name }) &&
    reader.get(kind, { namespace: sharedOrganization, name });
  return { organization: isShared ? sharedOrganization : namespace, name };
}
