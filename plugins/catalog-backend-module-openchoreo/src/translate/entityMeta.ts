import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type EntityLink,
  type EntityMeta,
} from '@backstage/catalog-model';
import {
  entityNameOf,
  openchoreoAnnotations,
  originLocation,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  CatalogUnitBase,
  CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';

/** The annotation with the name of the unit that an entity belongs to. */
export const nameAnnotations: Readonly<Record<CatalogUnitType, string>> = {
  organization: openchoreoAnnotations.organization,
  project: openchoreoAnnotations.project,
  component: openchoreoAnnotations.component,
  api: openchoreoAnnotations.api,
  environment: openchoreoAnnotations.environment,
  'data-plane': openchoreoAnnotations.dataPlane,
  'cluster-data-plane': openchoreoAnnotations.clusterDataPlane,
  'build-plane': openchoreoAnnotations.buildPlane,
  'deployment-pipeline': openchoreoAnnotations.deploymentPipeline,
  'managed-resource': openchoreoAnnotations.managedResource,
  'service-class': openchoreoAnnotations.serviceClass,
  'web-application-class': openchoreoAnnotations.webApplicationClass,
  'scheduled-task-class': openchoreoAnnotations.scheduledTaskClass,
  'component-type': openchoreoAnnotations.componentType,
  'cluster-component-type': openchoreoAnnotations.clusterComponentType,
  'api-class': openchoreoAnnotations.apiClass,
};

/** What translation takes from the configuration. */
export interface TranslationDefaults {
  /** Entity ref of the owner of entities without one. */
  defaultOwner: string;
  /** Lifecycle of components that name none and are not deployed. */
  defaultLifecycle: string;
  /** Whether classes and component types have templates. A catalog without the scaffolder rejects the kind Template. */
  hasTemplates: boolean;
  /** Prefixes of annotations that entities have from their resources, besides those that plugins of Backstage read. */
  annotationPrefixes?: readonly string[];
}

/**
 * The metadata of an entity: name, title, description, links and the annotations that identify its resource.
 *
 * @param object - names the entity
 * @param annotations - further annotations
 * @param links - none by default
 */
export function entityMeta(
  {
    displayName,
    description,
    resourceKind,
    uid,
  }: Pick<
    CatalogUnitBase,
    'displayName' | 'description' | 'resourceKind' | 'uid'
  >,
  object: PlatformObject,
  annotations: Record<string, string>,
  links: readonly EntityLink[] = [],
): EntityMeta {
  const { namespace, name } = entityNameOf(object);
  return {
    namespace,
    name,
    ...titleOf(object, displayName, name),
    ...(description ? { description } : {}),
    annotations: {
      [ANNOTATION_LOCATION]: originLocation,
      [ANNOTATION_ORIGIN_LOCATION]: originLocation,
      [openchoreoAnnotations.kind]: resourceKind,
      ...(uid ? { [openchoreoAnnotations.uid]: uid } : {}),
      ...annotations,
    },
    ...(links.length && { links: [...links] }),
  };
}

/** Without a display name, the name of the resource, where pages would show its type, namespace or hash with it. */
function titleOf(
  object: PlatformObject,
  displayName: string | undefined,
  entityName: string,
): { title?: string } {
  // An endpoint is named after its component as well.
  const ownName = object.type === 'endpoint' ? undefined : object.name;
  const title = displayName ?? ownName;
  const isShown = title !== entityName || object.type === 'organization';
  return title && isShown ? { title } : {};
}
