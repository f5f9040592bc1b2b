/**
 * The OpenChoreo resource model: every kind with its schema, type, CRD, names and labels.
 *
 * @packageDocumentation
 */
export {
  type ConditionInput,
  getCondition,
  isConditionTrue,
  setCondition,
} from './conditions';
export {
  findConfigurationEntry,
  findConfigurationValue,
  type ConfigurationValue,
} from './configuration-value';
export { canonicalJson, contentHash } from './content-hash';
export { parentLabels, type Parents, parentsOf, textAt } from './hierarchy';
export {
  defineKind,
  type KindDefinition,
  type OwnerPaths,
  type PrinterColumn,
} from './kind-definition';
export { mergeRestPolicy } from './merge-rest-policy';
export { hasIgnoredFields, ignoredFields } from './ignored-fields';
export { newBuild } from './new-build';
export { imageTag, releaseLabel } from './release-label';
export {
  isTimeZone,
  normalizeSchedule,
  normalizeTimeZone,
  validateCron,
} from './schedule';
export { gitOpsManagerOf } from './gitops-manager';
export { kindOf, kinds } from './registry';
export {
  type CredentialSecret,
  credentialSecretKey,
  isLocalCluster,
  isSecretGranted,
  type Plane,
  planeAccess,
  type PlaneAccess,
  type PlaneUse,
  type SecretKey,
} from './plane-access';

export { crdOf, type CustomResourceDefinition } from './crd/crd-of';
export { jsonSchemaOf } from './crd/json-schema-of';
export { type StructuralSchema } from './crd/structural-schema';
export { type ValidationRule } from './crd/validation-rule';

export {
  buildNamespace,
  cellNamespace,
  genDistinctName,
  genDnsLabel,
  genName,
  isDnsLabel,
  isDnsSubdomain,
  labelValue,
  nameLimits,
} from './names/gen-name';
export {
  annotations,
  dataPlaneLabels,
  finalizers,
  labels,
  managers,
} from './names/labels';
export { defaultTrack, trackField, trackOf } from './names/track';

export { ParameterSchemaError } from './parameters/parameter-schema-error';
export {
  isSecretValue,
  type ParameterSchema,
  resolveParameterSchema,
} from './parameters/resolve-parameter-schema';
export { patternMessage } from './parameters/problem-message';
export {
  checkParameterSchema,
  type ParameterProblem,
  validateParameters,
} from './parameters/validate-parameters';

export {
  bindingSpecSchema,
  bindingStatusSchema,
  type CanaryStatus,
  type DeploymentState,
} from './schemas/binding';
export { type Condition, conditionsSchema } from './schemas/condition';
export { type TaskRun } from './schemas/task-run';
export { type ConnectionStatus } from './schemas/connection-status';
export {
  type EndpointAccess,
  type EndpointStatus,
} from './schemas/endpoint-status';
export { type EnvOverrides } from './schemas/env-overrides';
export { type EnvVar, type ValueSource } from './schemas/env-var';
export {
  type KubernetesObject,
  type ObjectMeta,
  objectMetaSchema,
} from './schemas/object-meta';
export { type ProjectComponentOwner } from './schemas/owner';
export {
  deliveryApiVersion,
  type ModelApiVersion,
  openChoreoApiVersion,
} from './schemas/resource';
export { type RESTPolicy } from './schemas/rest-policy';
export { isImageReference } from './schemas/scalars';
export { type ServiceAPI } from './schemas/service-api';
export { type ReleaseState } from './schemas/spec-fields';
export { type WorkloadConnection } from './schemas/workload-connection';
export {
  type EndpointType,
  endpointTypeSchema,
  type WorkloadEndpoint,
} from './schemas/workload-endpoint';
export {
  type WorkloadContainer,
  type WorkloadTemplate,
  workloadTemplateSchema,
} from './schemas/workload-template';

export {
  type DeploymentEvidence,
  deploymentStateOf,
  type StateCause,
  type DerivedState,
} from './states/deployment-state';
export {
  creationFailureOf,
  type ObservedHealth,
  type PodProgress,
  podProgress,
  type PodTrouble,
} from './states/observed-object';
export { isCanaryObject, observedObjects } from './states/observed-objects';
export {
  isUnhealthy,
  type ObjectProblem,
  firstProblem,
} from './states/object-problem';
export { translateReadiness } from './states/release-binding-readiness';

export { type API, apiKind, apiSchema } from './kinds/api';
export {
  type APIBinding,
  apiBindingKind,
  apiBindingSchema,
} from './kinds/api-binding';
export { type APIClass, apiClassKind, apiClassSchema } from './kinds/api-class';
export {
  type Build,
  buildKind,
  type BuildPhase,
  buildPhases,
  controlledBuildParameters,
  isFinishedBuild,
} from './kinds/build';
export { type BuildPlane, buildPlaneKind } from './kinds/build-plane';
export {
  type Component,
  componentKind,
  componentSchema,
  type ComponentTypeRef,
  displayedTypeOf,
} from './kinds/component';
export {
  type ComponentBinding,
  componentBindingKind,
  componentBindingSchema,
} from './kinds/component-binding';
export type { ComponentSnapshot } from './schemas/component-snapshot';
export {
  type ClusterComponentType,
  clusterComponentTypeKind,
  type ComponentType,
  componentTypeKind,
} from './kinds/component-type';
export {
  type ConfigurationGroup,
  configurationGroupKind,
  configurationGroupSchema,
} from './kinds/configuration-group';
export {
  type DataPlane,
  dataPlaneKind,
  dataPlaneSchema,
} from './kinds/data-plane';
export {
  type DeployableArtifact,
  deployableArtifactKind,
} from './kinds/deployable-artifact';
export { type Deployment, deploymentKind } from './kinds/deployment';
export {
  type DeploymentPipeline,
  deploymentPipelineKind,
} from './kinds/deployment-pipeline';
export {
  type DeploymentTrack,
  deploymentTrackKind,
  trackName,
} from './kinds/deployment-track';
export { type Endpoint, endpointKind, endpointSchema } from './kinds/endpoint';
export {
  type Environment,
  environmentKind,
  environmentSchema,
} from './kinds/environment';
export {
  type GitCommitRequest,
  gitCommitRequestKind,
} from './kinds/git-commit-request';
export {
  type ManagedInstance,
  type ManagedResource,
  managedResourceKind,
  managedResourceSchema,
  type ManagedSecret,
} from './kinds/managed-resource';
export { type Organization, organizationKind } from './kinds/organization';
export { type Project, projectKind } from './kinds/project';
export {
  isFinishedProjectPromotion,
  type ProjectPromotion,
  projectPromotionKind,
  type PromotedComponent,
} from './kinds/project-promotion';
export {
  isFinishedPromotion,
  isRunningPromotion,
  type Promotion,
  type PromotionDecision,
  promotionKind,
} from './kinds/promotion';
export {
  finalPromotionPhases,
  type PromotionApproval,
  type PromotionGateStatus,
  type PromotionPhase,
  type PromotionStep,
  type PromotionTransition,
} from './schemas/promotion-status';
export { type QualityGate, type QualityGateType } from './schemas/quality-gate';
export {
  decisionClaims,
  projectRequestClaims,
  type PromotionClaims,
  requestClaims,
  signPromotion,
  signingKeySecret,
  verifyPromotion,
} from './promotion-signature';
export {
  type PromotionPolicy,
  promotionPolicyKind,
  type PromotionRule,
} from './kinds/promotion-policy';
export {
  healthStatuses,
  type HealthStatus,
  type Release,
  releaseKind,
  type ReleaseResource,
  type ReleaseResourceStatus,
  type ReleaseTarget,
  releaseSchema,
} from './kinds/release';
export {
  type ReleasePreview,
  releasePreviewKind,
} from './kinds/release-preview';
export { type ScheduledTask, scheduledTaskKind } from './kinds/scheduled-task';
export {
  type ScheduledTaskBinding,
  scheduledTaskBindingKind,
  scheduledTaskBindingSchema,
} from './kinds/scheduled-task-binding';
export {
  type ScheduledTaskClass,
  scheduledTaskClassKind,
  scheduledTaskClassSchema,
} from './kinds/scheduled-task-class';
export { type Service, serviceKind, serviceSchema } from './kinds/service';
export {
  type Canary,
  type ServiceBinding,
  serviceBindingKind,
  serviceBindingSchema,
} from './kinds/service-binding';
export {
  type ServiceClass,
  serviceClassKind,
  serviceClassSchema,
} from './kinds/service-class';
export {
  type ClusterTrait,
  clusterTraitKind,
  type Trait,
  traitKind,
} from './kinds/trait';
export {
  type WebApplication,
  webApplicationKind,
} from './kinds/web-application';
export {
  type WebApplicationBinding,
  webApplicationBindingKind,
  webApplicationBindingSchema,
} from './kinds/web-application-binding';
export {
  type WebApplicationClass,
  webApplicationClassKind,
  webApplicationClassSchema,
} from './kinds/web-application-class';
export { type Workload, workloadKind, workloadSchema } from './kinds/workload';
export {
  type PipelineEdge,
  duplicateEdges,
  edgesOf,
  environmentsOf,
  findCycle,
  firstEnvironment,
} from './pipeline-graph';
