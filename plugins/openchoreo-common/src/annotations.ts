import type { ComponentRef } from './board';

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
  buildPlane: 'openchoreo.dev/build-plane',
  deploymentPipeline: 'openchoreo.dev/deployment-pipeline',
  managedResource: 'openchoreo.dev/managed-resource',
  kind: 'openchoreo.dev/kind',
  uid: 'openchoreo.dev/uid',
} as const;

/**
 * The parts of an entity that are read here.
 *
 * @public
 */
export interface AnnotatedEntity {
  kind: string;
  metadata: { annotations?: Record<string, string> };
}

/**
 * The component of an entity.
 *
 * @returns undefined when the entity is not an OpenChoreo component
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
 * Whether an entity is an OpenChoreo component. For the filters of cards and tabs.
 *
 * @public
 */
export function isOpenChoreoComponent(entity: AnnotatedEntity): boolean {
  return componentRefOf(entity) !== undefined;
}
