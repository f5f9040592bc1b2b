import { Component, ProjectComponentOwner } from '@promenade/openchoreo-model';

/** `spec.owner` of the resources of a component. */
export function componentOwner({
  metadata,
  spec,
}: Component): ProjectComponentOwner {
  return {
    projectName: spec.owner.projectName,
    componentName: metadata.name,
  };
}
