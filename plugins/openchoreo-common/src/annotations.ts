import type { ComponentRef } from './componentRef';
import { shortenIfNeeded } from './naming';

/**
 * The annotations that identify the resource of an entity.
 *
 * @public
 */
export const openchoreoAnnotations = {
  organization: 'openchoreo.dev/organization',
  project: 'openchoreo.dev/project',
  component: 'openchoreo.dev/component',
  environment: 'openchoreo.dev/environment',
  endpoint: 'openchoreo.dev/endpoint',
  api: 'openchoreo.dev/api',
  dataPlane: 'openchoreo.dev/data-plane',
  clusterDataPlane: 'openchoreo.dev/cluster-data-plane',
  buildPlane: 'openchoreo.dev/build-plane',
  deploymentPipeline: 'openchoreo.dev/deployment-pipeline',
  managedResource: 'openchoreo.dev/managed-resource',
  serviceClass: 'openchoreo.dev/service-class',
  webApplicationClass: 'openchoreo.dev/web-application-class',
  scheduledTaskClass: 'openchoreo.dev/scheduled-task-class',
  componentType: 'openchoreo.dev/component-type',
  clusterComponentType: 'openchoreo.dev/cluster-component-type',
  apiClass: 'openchoreo.dev/api-class',
  kind: 'openchoreo.dev/kind',
  uid: 'openchoreo.dev/uid',
} as const;

/**
 * The annotations of an entity that describe its resource.
 *
 * @public
 */
export const descriptiveAnnotations = {
  /** Who may call an endpoint or API: `project`, `organization` and `public`, separated by commas. */
  visibility: 'openchoreo.dev/visibility',
  /** The version of an endpoint or API, such as `v1`. */
  version: 'openchoreo.dev/version',
  /** The order of the environments of a pipeline, such as `development > staging, staging > production`. */
  promotesTo: 'openchoreo.dev/promotes-to',
  /** `true` for a production environment, and for a component or API that is deployed to one. */
  production: 'openchoreo.dev/production',
  /** On an organization: the one whose environments and planes it may use, too. `default` by default. */
  sharedOrganization: 'openchoreo.dev/shared-organization',
} as const;

/**
 * The annotation that a component or API has for each environment that it is deployed to: conditions of the catalog compare whole
 * values, and cannot find a name in a list.
 *
 * @public
 */
export function environmentAnnotation(environment: string): string {
  return `environment.openchoreo.dev/${shortenIfNeeded(environment)}`;
}

/**
 * The annotations of a Project that say how changes of it are delivered. The catalog copies them to the entity of the project.
 *
 * @public
 */
export const deliveryAnnotations = {
  /** `apply` or `pull-request`. */
  mode: 'openchoreo.dev/delivery',
  /** URL of the Git repository with the manifests. */
  repository: 'openchoreo.dev/delivery-repository',
  /** The branch that pull requests are merged into. `main` by default. */
  branch: 'openchoreo.dev/delivery-branch',
  /** The folder of the manifests in the repository. Its root by default. */
  path: 'openchoreo.dev/delivery-path',
} as const;

/**
 * The annotation of a Template with the names of the permissions that its user needs, separated by commas.
 *
 * @public
 */
export const permissionAnnotation = 'openchoreo.dev/permission';

/**
 * The permissions that the user of a Template needs: the names in its annotation.
 *
 * @public
 */
export function permissionNamesOf({ metadata }: AnnotatedEntity): string[] {
  const names = metadata.annotations?.[permissionAnnotation] ?? '';
  return names
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
}

/**
 * The annotation that the catalog adds to a Template for each permission that its user needs: conditions of the catalog compare
 * whole values, and cannot find a name in a list.
 *
 * @public
 */
export function neededPermissionAnnotation(permission: string): string {
  return `permission.openchoreo.dev/${permission}`;
}

/**
 * The annotation of a class or component type with the ref of a Template that replaces its own, or `none`.
 *
 * @public
 */
export const templateAnnotation = 'openchoreo.dev/template';

/**
 * The origin location of every entity that the catalog module has created. The catalog sets it, and no entity file can claim it.
 *
 * @public
 */
export const originLocation = 'openchoreo:control-plane';

/**
 * The annotation of an entity of another location that the catalog module has joined with a component, such as `acme/shop/greeter`.
 * The module removes it from every other entity, so that no entity file can claim it.
 *
 * @public
 */
export const joinedAnnotation = 'openchoreo.dev/joined';

/**
 * The annotation of an entity of another location that names a component: `accepted` or `rejected`. The module sets it, and removes
 * every other value.
 *
 * @public
 */
export const claimAnnotation = 'openchoreo.dev/claim';

/**
 * The annotation of a Component or Project with the refs of the entities that may join the component, or the components of the
 * project, separated by commas.
 *
 * @public
 */
export const entityRefAnnotation = 'openchoreo.dev/entity-ref';

/**
 * The parts of an entity that are read here.
 *
 * @public
 */
export interface AnnotatedEntity {
  kind: string;
  metadata: { annotations?: Record<string, string> };
}

/** `ANNOTATION_ORIGIN_LOCATION` of `@backstage/catalog-model`. */
const originAnnotation = 'backstage.io/managed-by-origin-location';

/**
 * Whether the catalog module has created an entity. Annotations alone do not prove that: anybody can register an entity file
 * with them.
 *
 * @public
 */
export function isFromControlPlane(entity: AnnotatedEntity): boolean {
  return entity.metadata.annotations?.[originAnnotation] === originLocation;
}

/**
 * The uid of the Kubernetes object of an entity.
 *
 * @public
 */
export function resourceUidOf(entity: AnnotatedEntity): string | undefined {
  return entity.metadata.annotations?.[openchoreoAnnotations.uid];
}

/**
 * The component of an entity.
 *
 * @returns undefined when the entity is not an OpenChoreo component, or names one that has not accepted it
 * @public
 */
export function componentRefOf(
  entity: AnnotatedEntity,
): ComponentRef | undefined {
  const annotations = entity.metadata.annotations;
  const organization = annotations?.[openchoreoAnnotations.organization];
  const project = annotations?.[openchoreoAnnotations.project];
  const component = annotations?.[openchoreoAnnotations.component];
  const isComponent = entity.kind.toLocaleLowerCase('en-US') === 'component';
  const isRejected = annotations?.[claimAnnotation] === 'rejected';
  return isComponent && !isRejected && organization && project && component
    ? { organization, project, component }
    : undefined;
}

/**
 * The value of the annotation `openchoreo.dev/joined`.
 *
 * @public
 */
export function joinedValueOf({
  organization,
  project,
  component,
}: ComponentRef): string {
  return [organization, project, component].join('/');
}

/**
 * Whether an entity stands for a component of the control plane: the catalog module has created it, or has joined it.
 *
 * @public
 */
export function isEntityOfComponent(entity: AnnotatedEntity): boolean {
  const component = componentRefOf(entity);
  const joined = entity.metadata.annotations?.[joinedAnnotation];
  return (
    component !== undefined &&
    (isFromControlPlane(entity) || joined === joinedValueOf(component))
  );
}

/**
 * Whether an entity is an OpenChoreo component. For the filters of cards and tabs.
 *
 * @public
 */
export function isOpenChoreoComponent(entity: AnnotatedEntity): boolean {
  return componentRefOf(entity) !== undefined;
}
