import type { Component } from '../componentKinds';

/** What keeps a changed Workload from being deployed. */
export function autoDeployWarnings(component: Component | undefined): string[] {
  return component?.spec.autoDeploy
    ? []
    : [
        'autoDeploy of the Component is off, so that OpenChoreo does not deploy the change. Set it, or create a ComponentRelease and name it in the ReleaseBinding.',
      ];
}
