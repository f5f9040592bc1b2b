import { Component, ProjectComponentOwner } from '@promenade/openchoreo-model';

/** How the resources of a component name it. */
export function componentOwner({
  metadata,
  spec,
}: Component): ProjectComponentOwner {
  return {
    projectName: spec.owner.projectName,
    componentName: metadata.name,
  };
}
