import { type ApiEntity, type ComponentEntity } from '@backstage/catalog-model';
import {
  descriptiveAnnotations,
  entityRefOf,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ApiUnit,
  CatalogUnitProblem,
  ComponentUnit,
  EndpointUnit,
  EndpointVisibility,
  TypeRef,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  apiLinks,
  componentLinks,
  deploymentAnnotations,
  lifecycleOf,
} from './deployments';
import { entityMeta, type TranslationDefaults } from './entityMeta';
import { ownerOf } from './owner';
import { documentationProblems, sourceAnnotations } from './source';

/** The `spec.type` of component types that other plugins know by another name. */
const catalogTypes: Record<string, string> = {
  Service: 'service',
  WebApplication: 'website',
  ScheduledTask: 'scheduled-task',
  APIProxy: 'api-proxy',
};

/** The `spec.type` that Backstage has a viewer for, by the type of a definition or endpoint in lower case. */
const definitionTypes: Readonly<Record<string, string>> = {
  rest: 'openapi',
  http: 'openapi',
  openapi: 'openapi',
  swagger: 'openapi',
  graphql: 'graphql',
  websocket: 'asyncapi',
  asyncapi: 'asyncapi',
  grpc: 'grpc',
  protobuf: 'grpc',
};

const visibilityWords: Readonly<Record<EndpointVisibility, string>> = {
  project: 'the project',
  organization: 'the organization',
  public: 'everybody',
};

/** Organization and name of a component. */
export type ComponentName = Pick<ComponentUnit, 'organization' | 'name'>;

/** The ref of the entity that stands for a component, which may be one of another location that has joined it. */
export type ComponentRefOf = (component: ComponentName) => string;

/** The ref of the entity that this module gives a component. */
export const ownRefOf: ComponentRefOf = ({ organization, name }) =>
  entityRefOf({ type: 'component', organization, name });

/** A Component in the System of its project, and an API for each of its endpoints. */
export function translateComponent(
  unit: ComponentUnit,
  defaults: TranslationDefaults,
  refOf: ComponentRefOf,
): [ComponentEntity, ...ApiEntity[]] {
  const { organization, project, name, connections } = unit;
  const common = {
    lifecycle: lifecycleOf(unit, defaults),
    owner: ownerOf(unit, defaults),
    system: systemOf(unit),
  };
  const component: ComponentEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: entityMeta(
      unit,
      unit,
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.project]: project,
        [openchoreoAnnotations.component]: name,
        ...deploymentAnnotations(unit),
        ...sourceAnnotations(unit),
        ...(unit.objectSelector && {
          'backstage.io/kubernetes-label-selector': unit.objectSelector,
        }),
      },
      componentLinks(unit),
    ),
    spec: {
      type:
        catalogTypes[unit.componentType] ?? unit.componentType.toLowerCase(),
      ...common,
      ...refs('providesApis', [
        ...unit.endpoints.map(endpoint => endpointRef(unit, endpoint.name)),
        ...unit.apis.map(api =>
          entityRefOf({ type: 'api', organization, name: api }),
        ),
      ]),
      ...refs(
        'consumesApis',
        connections.endpoints.map(target =>
          endpointRef(
            { organization, name: target.component },
            target.endpoint,
          ),
        ),
      ),
      ...refs('dependsOn', [
        ...connections.components.map(target =>
          refOf({ organization, name: target }),
        ),
        ...connections.managedResources.map(target =>
          entityRefOf({ type: 'managed-resource', organization, name: target }),
        ),
        ...(unit.definedBy ? [definitionRef(unit.definedBy)] : []),
      ]),
    },
  };
  return [
    component,
    ...unit.endpoints
      .filter(isFirstOfName)
      .map(endpoint => translateEndpoint(unit, endpoint, common)),
  ];
}

/** Several Workloads of a component may declare an endpoint of the same name. */
function isFirstOfName(
  { name }: EndpointUnit,
  index: number,
  endpoints: readonly EndpointUnit[],
): boolean {
  return endpoints.findIndex(other => other.name === name) === index;
}

/** What of a component has no entity: endpoints whose names are taken, and a documentation without a source. */
export function componentProblems(unit: ComponentUnit): CatalogUnitProblem[] {
  const { endpoints } = unit;
  return [
    ...endpoints
      .filter((...args) => !isFirstOfName(...args))
      .map(({ name, declaredBy }) => ({
        path: `spec.endpoints.${name}`,
        message: `The endpoint "${name}" of the ${declaredBy.kind} "${declaredBy.name}" has no entity, because another one of the component has the name. Rename one of the two`,
      })),
    ...documentationProblems(unit),
  ];
}

/** An API with the definition of the endpoint, or with a note on where to add it. */
function translateEndpoint(
  component: ComponentUnit,
  endpoint: EndpointUnit,
  spec: Pick<ApiEntity['spec'], 'lifecycle' | 'owner' | 'system'>,
): ApiEntity {
  const { organization, project, name: componentName, uid } = component;
  const { name, type, port, visibility, definition, declaredBy } = endpoint;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: entityMeta(
      {
        uid,
        resourceKind: declaredBy.kind,
        description: `${type} endpoint of ${componentName} on port ${port}${visibleTo(
          visibility,
        )}`,
      },
      { type: 'endpoint', organization, component: componentName, name },
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.project]: project,
        [openchoreoAnnotations.component]: componentName,
        [openchoreoAnnotations.endpoint]: name,
        ...deploymentAnnotations(component),
        ...interfaceAnnotations(endpoint),
      },
      apiLinks(component, name),
    ),
    spec: {
      type: definition
        ? definitionTypeOf(endpoint.definitionType ?? type)
        : // The viewers of definitionTypes need a definition.
          type.toLowerCase(),
      ...spec,
      definition:
        definition ||
        [
          `# ${componentName}: endpoint "${name}" (${type}, port ${port})`,
          `# There is no definition yet. Put it into spec.endpoints.${name}.schema.content of the ${declaredBy.kind} "${declaredBy.name}".`,
          '',
        ].join('\n'),
    },
  };
}

/** An API with a note on its target: OpenChoreo has no definitions of standalone APIs. */
export function translateApi(
  unit: ApiUnit,
  defaults: TranslationDefaults,
): ApiEntity {
  const { organization, project, component, name, apiType, target } = unit;
  const description = `${apiType} API that leads to ${target}${visibleTo(
    unit.visibility,
  )}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: entityMeta(
      { ...unit, description: unit.description ?? description },
      unit,
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.project]: project,
        [openchoreoAnnotations.component]: component,
        [openchoreoAnnotations.api]: name,
        ...deploymentAnnotations(unit),
        ...interfaceAnnotations(unit),
      },
      apiLinks(unit),
    ),
    spec: {
      type: apiType.toLowerCase(),
      lifecycle: lifecycleOf(unit, defaults),
      owner: ownerOf(unit, defaults),
      system: systemOf(unit),
      definition: `# ${name}: ${description}\n# An API of OpenChoreo carries no definition.\n`,
    },
  };
}

/** The version and the callers of an endpoint or API. */
function interfaceAnnotations({
  version,
  visibility,
}: Pick<EndpointUnit, 'version' | 'visibility'>): Record<string, string> {
  return {
    ...(version && { [descriptiveAnnotations.version]: version }),
    ...(visibility?.length && {
      [descriptiveAnnotations.visibility]: visibility.join(','),
    }),
  };
}

function visibleTo(visibility: readonly EndpointVisibility[] = []): string {
  const words = visibility.map(each => visibilityWords[each]);
  return words.length ? `, for ${words.join(' and ')}` : '';
}

function definitionTypeOf(type: string): string {
  const key = type.toLowerCase();
  return Object.hasOwn(definitionTypes, key) ? definitionTypes[key] : key;
}

function definitionRef({ type, organization, name }: TypeRef): string {
  return entityRefOf({ type: 'definition', of: type, organization, name });
}

function systemOf({
  organization,
  project,
}: Pick<ComponentUnit, 'organization' | 'project'>): string {
  return entityRefOf({ type: 'project', organization, name: project });
}

function endpointRef(
  { organization, name }: Pick<ComponentUnit, 'organization' | 'name'>,
  endpoint: string,
): string {
  return entityRefOf({
    type: 'endpoint',
    organization,
    component: name,
    name: endpoint,
  });
}

/** A field of distinct entity refs in alphabetical order. It is absent when there are none. */
export function refs<K extends string>(
  field: K,
  entityRefs: readonly string[],
): Partial<Record<K, string[]>>;
export function refs(field: string, entityRefs: readonly string[]) {
  return entityRefs.length ? { [field]: [...new Set(entityRefs)].sort() } : {};
}
