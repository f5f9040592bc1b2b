import type { ComponentRef } from './board';

/**
 * The annotations that tie an entity of the catalog to the resource it stands for.
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
  buildPlane: 'openchoreo.dev/build-plane',
  deploymentPipeline: 'openchoreo.dev/deployment-pipeline',
  managedResource: 'openchoreo.dev/managed-resource',
  kind: 'openchoreo.dev/kind',
  uid: 'openchoreo.dev/uid',
} as const;

/**
 * The little of an entity that is looked at here.
 *
 * @public
 */
export interface AnnotatedEntity {
  kind: string;
  metadata: { annotations?: Record<string, string> };
}

/**
 * The component of the platform that an entity stands for.
 *
 * @param entity - any entity of the catalog
 * @returns undefined when the entity is not a component of ours
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
  return isComponent && organization && project && component
    ? { organization, project, component }
    : undefined;
}

/**
 * Tells whether an entity is a component of ours. Made for the filters of cards and tabs.
 *
 * @public
 */
export function isOpenChoreoComponent(entity: AnnotatedEntity): boolean {
  return componentRefOf(entity) !== undefined;
}
