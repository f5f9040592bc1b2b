import type { OwnerPaths } from './kind-definition';

/** For kinds with `spec.owner.{projectName,componentName}`. */
export const specOwner: OwnerPaths = {
  project: 'spec.owner.projectName',
  component: 'spec.owner.componentName',
};

/** For bindings, which name their environment too. */
export const specOwnerAndEnvironment: OwnerPaths = {
  ...specOwner,
  environment: 'spec.environment',
};
