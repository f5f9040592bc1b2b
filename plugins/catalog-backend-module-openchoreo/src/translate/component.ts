import type { ApiEntity, ComponentEntity } from '@backstage/catalog-model';
import {
  entityRefOf,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ApiUnit,
  ComponentUnit,
  EndpointUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import { entityMeta, type TranslationDefaults } from './entityMeta';
import { ownerOf } from './owner';

/** The `spec.type` of component types that other plugins know by another name. */
const catalogTypes: Record<string, string> = {
  Service: 'service',
  WebApplication: 'website',
  ScheduledTask: 'scheduled-task',
  APIProxy: 'api-proxy',
};

/** The `spec.type` of endpoint types that Backstage has a viewer of definitions for. */
const apiTypes: Record<string, string> = {
  REST: 'openapi',
  GraphQL: 'graphql',
  Websocket: 'asyncapi',
};

/** A Component in the System of its project, and an API for each of its endpoints. */
export function translateComponent(
  unit: ComponentUnit,
  defaults: TranslationDefaults,
): [ComponentEntity, ...ApiEntity[]] {
  const { organization, project, name, connections } = unit;
  const common = {
    lifecycle: unit.lifecycle ?? defaults.defaultLifecycle,
    owner: ownerOf(unit, defaults),
    system: systemOf(unit),
  };
  const component: ComponentEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: entityMeta(unit, unit, {
      [openchoreoAnnotations.organization]: organization,
      [openchoreoAnnotations.project]: project,
      [openchoreoAnnotations.component]: name,
      ...sourceLocation(unit),
    }),
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
          entityRefOf({ type: 'component', organization, name: target }),
        ),
        ...connections.managedResources.map(target =>
          entityRefOf({ type: 'managed-resource', organization, name: target }),
        ),
      ]),
    },
  };
  return [
    component,
    ...unit.endpoints.map(endpoint =>
      translateEndpoint(unit, endpoint, common),
    ),
  ];
}

/** An API with the definition of the endpoint, or with a note on where to add it. */
function translateEndpoint(
  component: ComponentUnit,
  endpoint: EndpointUnit,
  spec: Pick<ApiEntity['spec'], 'lifecycle' | 'owner' | 'system'>,
): ApiEntity {
  const { organization, project, name: componentName, uid } = component;
  const { name, type, port, definition, declaredBy } = endpoint;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: entityMeta(
      {
        uid,
        resourceKind: declaredBy.kind,
        description: `${type} endpoint of ${componentName} on port ${port}`,
      },
      { type: 'endpoint', organization, component: componentName, name },
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.project]: project,
        [openchoreoAnnotations.component]: componentName,
        [openchoreoAnnotations.endpoint]: name,
      },
    ),
    spec: {
      // The viewers of apiTypes need a definition.
      type: (definition && apiTypes[type]) || type.toLowerCase(),
      ...spec,
      definition:
        definition ??
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
  const description = `${apiType} API that leads to ${target}`;
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
      },
    ),
    spec: {
      type: apiType.toLowerCase(),
      lifecycle: unit.lifecycle ?? defaults.defaultLifecycle,
      owner: ownerOf(unit, defaults),
      system: systemOf(unit),
      definition: `# ${name}: ${description}\n# An API of OpenChoreo carries no definition.\n`,
    },
  };
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

/** The annotation from which Backstage makes the link to the source. */
function sourceLocation({ source }: ComponentUnit): Record<string, string> {
  if (!source) return {};
  const path = source.path.replace(/^\/+|\/+$/g, '');
  const base = source.repositoryUrl.replace(/\.git$/, '').replace(/\/+$/, '');
  return {
    'backstage.io/source-location': `url:${base}/tree/${source.branch}/${
      path ? `${path}/` : ''
    }`,
  };
}
