/** The reasons of the Ready condition of a binding. The first group is that of OpenChoreo v0.3.2. */
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

  /** Configuration of the running pods is not found; the Release is kept. */
  configurationMissing: 'ConfigurationMissing',
  /** The target of a connection is not deployed yet. */
  connectionsPending: 'ConnectionsPending',
  /** The policies of the Environment forbid the deployment; an existing Release is kept. */
  policyViolation: 'PolicyViolation',
  /** The data plane rejected an object of the Release, or is unreachable. */
  releaseNotApplied: 'ReleaseNotApplied',
  environmentNotFound: 'EnvironmentNotFound',
  /** Another binding controls the Release of this name. */
  releaseTaken: 'ReleaseTaken',
} as const;

/** Reasons of bindings that may wait for a route key, or for the Release of their name. */
export const waitingReasons: readonly string[] = [
  bindingReasons.invalidConfiguration,
  bindingReasons.releaseTaken,
];
