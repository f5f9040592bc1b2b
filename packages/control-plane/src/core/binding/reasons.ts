/**
 * The reasons of a binding's Ready condition. Those of OpenChoreo v0.3.2 keep its names;
 * the last group is what it does not tell.
 */
export const bindingReasons = {
  active: 'ResourcesActive',
  suspended: 'ResourcesSuspended',
  undeployed: 'ResourcesUndeployed',
  progressing: 'ResourceHealthProgressing',
  degraded: 'ResourceHealthDegraded',
  apiClassNotFound: 'APIClassNotFound',
  invalidConfiguration: 'InvalidConfiguration',
  releaseDeletionFailed: 'ReleaseDeletionFailed',
  releaseCreationFailed: 'ReleaseCreationFailed',
  releaseUpdateFailed: 'ReleaseUpdateFailed',

  /** What runs has configuration that cannot be found any more: the Release stays as it is. */
  configurationMissing: 'ConfigurationMissing',
  /** A connection waits for the component that it leads to. */
  connectionsPending: 'ConnectionsPending',
  /** The data plane refused an object of the release, or cannot be reached. */
  releaseNotApplied: 'ReleaseNotApplied',
  environmentNotFound: 'EnvironmentNotFound',
  /** The Release of this name is another's. */
  releaseTaken: 'ReleaseTaken',
} as const;
