import {
  apiKind,
  componentKind,
  displayedTypeOf,
  managedResourceKind,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type API,
  type Component,
  type KindDefinition,
  type ScheduledTask,
  type Service,
  type WebApplication,
  type Workload,
} from '@promenade/openchoreo-model';
import { unitBase } from '../adapter-base/unitBase';
import { indexValue } from '../cache/indexes';
import type { ResourceObject, ResourceReader } from '../cache/ResourceReader';
import type {
  ApiUnit,
  ComponentUnit,
  EndpointUnit,
  EndpointVisibility,
  TypeRef,
} from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';
import { apiDeployments, componentDeployments } from './buildDeploymentUnit';
import { defaultClass } from './buildTypeUnit';
import { organizationOf, projectOf } from './buildUnit';

const lifecycleAnnotation = 'openchoreo.dev/lifecycle';

/** What names the class of a component. */
type ClassedResource = Service | WebApplication | ScheduledTask;

/** The kinds of what names the class of a component. */
export const classedKinds: readonly KindDefinition<ClassedResource>[] = [
  serviceKind,
  webApplicationKind,
  scheduledTaskKind,
];

const classTypes = {
  Service: 'service-class',
  WebApplication: 'web-application-class',
  ScheduledTask: 'scheduled-task-class',
} as const;

type ServiceApis = NonNullable<Service['spec']['apis']>;

const endpointVisibilities = ['project', 'organization', 'public'] as const;

export function buildComponentUnit(
  component: Component,
  reader: ResourceReader,
): ComponentUnit {
  const { namespace = '', name } = component.metadata;
  const { owner, build } = component.spec;
  const project = projectOf(reader, component, owner.projectName);
  const value = indexValue(namespace, owner.projectName, name);
  const workloads = inOrder(reader.byIndex(workloadKind, 'component', value));
  const classed = classedKinds.flatMap(kind =>
    inOrder(reader.byIndex<ClassedResource>(kind, 'component', value)),
  );
  const apis = inOrder(
    reader.byIndex(serviceKind, 'component', value),
  ).reduce<ServiceApis>((all, { spec }) => ({ ...spec.apis, ...all }), {});
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
    definedBy: definedBy(component, classed),
    lifecycle,
    ...componentDeployments(reader, namespace, owner.projectName, name),
    source: build?.repository?.url
      ? {
          repositoryUrl: build.repository.url,
          branch: build.repository.revision.branch || 'main',
          path: build.repository.appPath,
        }
      : undefined,
    endpoints: workloads.flatMap(workload => endpointsOf(workload, apis)),
    apis: reader
      .byIndex(apiKind, 'component', value)
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name),
    connections: connectionsOf(reader, namespace, workloads),
  };
}

/** Resources in the order of their names, because an index has none. */
function inOrder<T extends ResourceObject>(resources: readonly T[]): T[] {
  return [...resources].sort((a, b) =>
    a.metadata.name < b.metadata.name ? -1 : 1,
  );
}

/** The component type of a component, or the class of its Service, WebApplication or ScheduledTask. */
function definedBy(
  { metadata, spec }: Component,
  classed: readonly ClassedResource[],
): TypeRef | undefined {
  const { namespace = '' } = metadata;
  if (spec.componentType) {
    const { kind, name } = spec.componentType;
    return {
      ...(kind === 'ClusterComponentType'
        ? { type: 'cluster-component-type', organization: sharedOrganization }
        : { type: 'component-type', organization: namespace }),
      // The name follows the type of the workload, as in `deployment/web-app`.
      name: name.split('/')[1],
    };
  }
  const [found] = classed.filter(item => item.spec.className !== defaultClass);
  return (
    found && {
      type: classTypes[found.kind],
      organization: namespace,
      name: found.spec.className,
    }
  );
}

/** The endpoints of a Workload. An API of the name of an endpoint says who may call it. */
function endpointsOf(
  { kind, metadata, spec }: Workload,
  apis: ServiceApis,
): EndpointUnit[] {
  return Object.entries(spec.endpoints ?? {})
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, { type, port, schema, visibility = [] }]) => {
      const api = Object.hasOwn(apis, name) ? apis[name] : undefined;
      return {
        name,
        type,
        port,
        version: api?.version,
        visibility: api ? visibilityOf(api) : visibility,
        definition: schema?.content,
        definitionType: schema?.type,
        declaredBy: { kind, name: metadata.name },
      };
    });
}

/** The callers of an API, of which everybody is the default. */
function visibilityOf({
  rest,
  grpc,
  tcp,
}: Pick<API['spec'], 'rest' | 'grpc' | 'tcp'>): EndpointVisibility[] {
  const levels = (rest ?? grpc ?? tcp)?.exposeLevels ?? ['Public'];
  return endpointVisibilities.filter(visibility =>
    levels.some(level => level.toLowerCase() === visibility),
  );
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
  const { owner, type, version, rest, grpc, tcp } = api.spec;
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
    version,
    visibility: visibilityOf(api.spec),
    lifecycle,
    deployments: apiDeployments(reader, api),
    target:
      rest?.backend?.target?.url ??
      `${owner.componentName}${backend ? ` on port ${backend.port}` : ''}`,
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
