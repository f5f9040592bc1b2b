/** Prefix of OpenChoreo's labels, annotations and finalizers. */
const PREFIX = 'openchoreo.dev/';

/**
 * Keys of labels that the control plane writes and reads.
 *
 * @public
 */
export const labels = {
  organization: `${PREFIX}organization`,
  project: `${PREFIX}project`,
  component: `${PREFIX}component`,
  deploymentTrack: `${PREFIX}deployment-track`,
  build: `${PREFIX}build`,
  environment: `${PREFIX}environment`,
  name: `${PREFIX}name`,
  deployableArtifact: `${PREFIX}deployable-artifact`,
  deployment: `${PREFIX}deployment`,
  dataPlane: `${PREFIX}dataplane`,
  buildPlane: `${PREFIX}build-plane`,
  createdBy: `${PREFIX}created-by`,
  managedBy: `${PREFIX}managed-by`,
  releaseResourceId: `${PREFIX}release-resource-id`,
  releaseUid: `${PREFIX}release-uid`,
  releaseName: `${PREFIX}release-name`,
  releaseNamespace: `${PREFIX}release-namespace`,
  /** `"true"` on the objects and pods of a canary. */
  canary: `${PREFIX}canary`,
} as const;

/**
 * Values of {@link labels}.managedBy and createdBy.
 *
 * @public
 */
export const managers = {
  /** On the namespaces of organizations. */
  controlPlane: 'openchoreo-control-plane',
  /** On the objects of a Release. */
  release: 'release-controller',
} as const;

/**
 * Keys of labels without a prefix on data plane objects. Log observers select by them.
 *
 * @public
 */
export const dataPlaneLabels = {
  organizationName: 'organization-name',
  environmentName: 'environment-name',
  environmentId: 'environment-id',
  projectName: 'project-name',
  projectId: 'project-id',
  componentName: 'component-name',
  componentId: 'component-id',
  componentType: 'component-type',
  deploymentTrackName: 'deployment-track-name',
  deploymentTrackId: 'deployment-track-id',
  buildName: 'build-name',
  deploymentName: 'deployment-name',
  deploymentId: 'deployment-id',
  managedBy: 'managed-by',
  belongTo: 'belong-to',
  gatewayVisibility: 'gateway-visibility',
  uuid: 'uuid',
  target: 'target',
} as const;

/**
 * Keys of annotations.
 *
 * @public
 */
export const annotations = {
  displayName: `${PREFIX}display-name`,
  description: `${PREFIX}description`,
  /** `"true"` on a DataPlane or BuildPlane that is simulated. */
  simulated: `${PREFIX}simulated`,
  /** `external` on a Service, WebApplication, ScheduledTask, Component with a component type, or API: the control plane does not write its binding. */
  bindingManagement: `${PREFIX}binding-management`,
  /** On a ScheduledTaskBinding: the time at which a run was requested. The control plane starts one Job for each time. */
  runRequestedAt: `${PREFIX}run-requested-at`,
  /** On a Build: the time of the schedule that has started it. */
  scheduledAt: `${PREFIX}scheduled-at`,
  /** On pods: checksum of configuration values whose change restarts the pods. */
  configurationChecksum: `${PREFIX}configuration-checksum`,
  /** On pods: comma-separated names of Secrets whose change restarts the pods. */
  restartWithSecrets: `${PREFIX}restart-with-secrets`,
  /** On pods: hash of the resource versions of those Secrets, not of their data. */
  secretVersions: `${PREFIX}secret-versions`,
  /** `"true"` on a Release, Project or Environment: delete it without cleaning up a data plane that no longer exists. */
  skipCleanup: `${PREFIX}skip-dataplane-cleanup`,
  /**
   * On a Secret with credentials: the DataPlanes of other namespaces that may use it, as comma-separated `namespace/name`, where the
   * name may be `*`.
   */
  allowedDataPlanes: `${PREFIX}allowed-data-planes`,
  /** `registry` on a Secret of a Release: the control plane fills it with the registry Secret of the data plane when it applies it. */
  filledFrom: `${PREFIX}filled-from`,
} as const;

/**
 * Finalizers by kind.
 *
 * @public
 */
export const finalizers = {
  organization: `${PREFIX}delete-namespace`,
  project: `${PREFIX}project-cleanup`,
  component: `${PREFIX}component-cleanup`,
  environment: `${PREFIX}environment-cleanup`,
  dataPlane: `${PREFIX}dataplane-cleanup`,
  deploymentTrack: `${PREFIX}deploymenttrack-cleanup`,
  deployableArtifact: `${PREFIX}deployableartifact-cleanup`,
  deployment: `${PREFIX}data-plane-cleanup`,
  endpoint: `${PREFIX}endpoint-deletion`,
  release: `${PREFIX}dataplane-cleanup`,
  build: `${PREFIX}build-cleanup`,
  buildPlane: `${PREFIX}buildplane-cleanup`,
} as const;
