import { pickDeliveryAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  componentKind,
  dataPlaneKind,
  displayedTypeOf,
  environmentKind,
  apiKind,
  managedResourceKind,
  organizationKind,
  projectKind,
  workloadKind,
  type API,
  type Component,
  type DeploymentPipeline,
  type Environment,
  type ManagedResource,
  type Organization,
  type Project,
  type Workload,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type {
  ApiUnit,
  CatalogUnitBase,
  ComponentUnit,
  DeploymentPipelineUnit,
  EnvironmentUnit,
  ManagedResourceUnit,
  OrganizationUnit,
  PlaneUnit,
  ProjectUnit,
  SharedResourceRef,
} from '../domain/CatalogUnit';
import { commandAnnotations } from '../domain/commandAnnotations';
import { sharedOrganization } from '../domain/sharedOrganization';

const lifecycleAnnotation = 'openchoreo.dev/lifecycle';

/** Identity and ownership of a resource. @param ownersNearestFirst - the resource, then what it belongs to; undefined for what does not exist */
export function unitBase(
  { kind, metadata }: ResourceObject,
  ownersNearestFirst: readonly (ResourceObject | undefined)[],
): CatalogUnitBase {
  const given = metadata.annotations ?? {};
  return {
    organization: organizationNameOf(kind, metadata),
    name: metadata.name,
    resourceKind: kind,
    uid: metadata.uid,
    displayName: given[annotations.displayName],
    description: given[annotations.description],
    owners: ownerAnnotationsOf(ownersNearestFirst),
  };
}

/** The organization of a unit. An Organization belongs to itself, and any other resource without a namespace to the shared one. */
export function organizationNameOf(
  kind: string,
  { namespace, name }: ResourceObject['metadata'],
): string {
  if (kind === organizationKind.kind) return name;
  return namespace ?? sharedOrganization;
}

function ownerAnnotationsOf(
  resources: readonly (ResourceObject | undefined)[],
): CatalogUnitBase['owners'] {
  return resources.flatMap(resource => {
    const value = resource?.metadata.annotations?.[commandAnnotations.owner];
    if (!resource || value === undefined) return [];
    const { kind, metadata } = resource;
    return { value: value.trim(), declaredBy: { kind, name: metadata.name } };
  });
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

export function organizationOf(
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

export function buildOrganizationUnit(
  organization: Organization,
): OrganizationUnit {
  return {
    type: 'organization',
    ...unitBase(organization, [organization]),
    hasNamespace: organization.status?.namespace !== undefined,
  };
}

export function buildProjectUnit(
  project: Project,
  reader: ResourceReader,
): ProjectUnit {
  return {
    type: 'project',
    ...unitBase(project, [project, organizationOf(reader, project)]),
    deploymentPipeline: project.spec.deploymentPipelineRef,
    deliveryAnnotations: pickDeliveryAnnotations(project.metadata.annotations),
  };
}

export function buildEnvironmentUnit(
  environment: Environment,
  reader: ResourceReader,
): EnvironmentUnit {
  return {
    type: 'environment',
    ...unitBase(environment, [
      environment,
      organizationOf(reader, environment),
    ]),
    dataPlane: dataPlaneOf(environment, reader),
  };
}

export function buildPlaneUnit(
  type: PlaneUnit['type'],
  plane: ResourceObject,
  reader: ResourceReader,
): PlaneUnit {
  return { type, ...unitBase(plane, [plane, organizationOf(reader, plane)]) };
}

export function buildPipelineUnit(
  pipeline: DeploymentPipeline,
  reader: ResourceReader,
): DeploymentPipelineUnit {
  return {
    type: 'deployment-pipeline',
    ...unitBase(pipeline, [pipeline, organizationOf(reader, pipeline)]),
    environments: environmentsOf(pipeline, reader),
  };
}

export function buildComponentUnit(
  component: Component,
  reader: ResourceReader,
): ComponentUnit {
  const { namespace = '', name } = component.metadata;
  const { owner, build } = component.spec;
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
    componentType: displayedTypeOf(component.spec),
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

export function buildApiUnit(
  api: API,
  reader: ResourceReader,
): ApiUnit | undefined {
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

export function buildManagedResourceUnit(
  resource: ManagedResource,
  reader: ResourceReader,
): ManagedResourceUnit {
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
