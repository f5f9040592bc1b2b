/**
 * OpenChoreo as a service for backend plugins: cached resources, views, catalog units and verbs.
 *
 * @packageDocumentation
 */

export { openChoreoServiceRef } from './openChoreoServiceRef';
export type { SigningKeyRef } from './config';
export {
  createOpenChoreo,
  type NamedOpenChoreoSource,
  type OpenChoreoSource,
} from './createOpenChoreo';
export type { OpenChoreoService } from './OpenChoreoService';
export {
  AuditLog,
  type AuditedOperation,
  type AuditFilter,
  type AuditOutcome,
  type AuditStore,
} from './audit/AuditLog';
export { auditPage, auditPages, type AuditPageFilter } from './audit/auditPage';
export { createTableIfMissing } from './database/createTableIfMissing';
export type { CatalogUnitSource } from './adapter/CatalogUnitSource';
export type { PlatformCache } from './adapter/PlatformCache';
export type { BuildSource } from './domain/BuildSource';
export type { BuildSnapshot } from './domain/BuildSnapshot';
export type {
  ConnectionProblem,
  ConnectionProblemReason,
} from './cache/connectionProblem';
export type { FreshnessReport, SourceFreshness } from './cache/Freshness';
export { grantManifest, type MissingRight } from './cache/missingRights';
export { affectsComponent, type PlatformChange } from './domain/PlatformChange';
export type {
  ApiContents,
  APISnapshot,
  Capability,
  CommitSnapshot,
  ComponentSnapshot,
  ConnectionContents,
  ContainerContents,
  DeploymentSnapshot,
  DeploymentStatus,
  EndpointAccess,
  EnvironmentOverrides,
  EnvironmentSnapshot,
  EnvironmentVariable,
  ObjectFailure,
  ObservedObject,
  PeerSnapshot,
  PipelineEdge,
  PipelineSnapshot,
  Problem,
  ReadyCondition,
  ReleaseContents,
  ReleaseSnapshot,
  StatusCause,
} from './domain/ComponentSnapshot';
export { unitEntityRefs } from './domain/unitEntityRefs';
export {
  catalogUnitTypes,
  type ApiClassUnit,
  type ApiUnit,
  type CatalogUnit,
  type CatalogUnitBase,
  type CatalogUnitKey,
  type CatalogUnitProblem,
  type CatalogUnitType,
  type ComponentTypeInput,
  type ComponentTypeUnit,
  type ComponentUnit,
  type DeploymentPipelineUnit,
  type DeploymentUnit,
  type EndpointUnit,
  type EndpointVisibility,
  type EnvironmentUnit,
  type ManagedResourceUnit,
  type OrganizationUnit,
  type PlaneUnit,
  type ProjectUnit,
  type SharedResourceRef,
  type TypeRef,
  type TypeTrait,
} from './domain/CatalogUnit';
export { resourceOwnerOf, validEntityRef } from './domain/entityRefs';
export {
  claimedComponents,
  claimOf,
  joinReason,
  joinReasons,
  readJoinMode,
  type EntityClaim,
  type JoinMode,
  type JoinReason,
} from './domain/joinRules';
export type {
  CatalogProvider,
  CatalogSync,
  CatalogSyncRequest,
} from './domain/CatalogSync';
export type {
  CellSnapshot,
  ConnectionEnd,
  ConnectionSnapshot,
  ConnectionTarget,
  IsolationSnapshot,
} from './domain/CellSnapshot';
export type {
  ConfigurationGroupSnapshot,
  OrganizationSnapshot,
} from './domain/OrganizationSnapshot';
export type {
  BuildDetails,
  CellQuotaDetails,
  DataPlaneRef,
  EnvironmentPolicies,
  ComponentDeployments,
  DeploymentScope,
  EnvironmentDetails,
  OverviewSource,
  PipelineDetails,
  PlaneDetails,
} from './domain/OverviewSource';
export type { DeletableRef } from './domain/DeletableRef';
export type { ProjectScope, ProjectSnapshot } from './domain/ProjectSnapshot';
export type {
  DescribedComponent,
  WorkloadDescriptor,
} from './domain/WorkloadDescriptor';
export type {
  ListedPromotion,
  PromotionScope,
  PromotionSource,
  ReleaseDetails,
  Revision,
} from './domain/PromotionSource';
export type {
  RestApiBinding,
  RestApiBuild,
  RestApiComponent,
  RestApiComponentSpecs,
  RestApiEnvironment,
  RestApiItem,
  RestApiOrganization,
  RestApiOrganizationSource,
  RestApiPipeline,
  RestApiPlane,
  RestApiProject,
  RestApiSource,
} from './domain/RestApiSource';
export type {
  RemoteCluster,
  RuntimeCluster,
  RuntimeObject,
  DataPlaneSnapshot,
  RuntimeSnapshot,
} from './domain/RuntimeSnapshot';
export {
  DataPlaneReader,
  type DataPlaneSource,
  type DataPlaneTarget,
} from './runtime/DataPlaneReader';
export { type NodeProvider } from './runtime/KubernetesNodes';
export type { BuildPods } from './domain/BuildPods';
export {
  BuildLogReader,
  type BuildLogRequest,
  type BuildPodSource,
  type BuildPodTarget,
} from './runtime/BuildLogReader';
export {
  RuntimeReader,
  type ComponentLogRequest,
} from './runtime/RuntimeReader';
export type {
  RuntimeObjectRef,
  RuntimeSource,
  RuntimeTarget,
} from './runtime/RuntimeTarget';
export type {
  LiveKind,
  LiveObject,
  LiveOwner,
  LogRequest,
  NamespacedObject,
  RuntimeProvider,
  WorkloadSelector,
} from './runtime/RuntimeProvider';
export { MetricsReader } from './metrics/MetricsReader';
export type { PrometheusConfig } from './metrics/prometheusConfig';
export type { ApiClassSnapshot } from './domain/ApiClassSnapshot';
export type { ApiUnits } from './views/componentApis';
export { OpenChoreoViews } from './views/OpenChoreoViews';
export type { ViewSource } from './views/ViewSource';
export { Overviews } from './views/overviews/Overviews';
export type { DecideReadable } from './views/overviews/visibility';
export type { DecideVisible, PromotionFilter } from './views/promotionPage';
export { manifestChanges } from './views/manifestChanges';
export type { ProjectPromotionRef } from './views/projectPromotion';
export type { StateVerdict } from './views/deploymentState';
export {
  Authorization,
  type AuthorizationServices,
} from './authorization/Authorization';
export type { Caller } from './authorization/Caller';
export {
  ComponentEntities,
  componentEntitiesServiceRef,
  ComponentRefs,
  type ComponentEntitiesOptions,
} from './authorization/ComponentEntities';
export type { ReadableRef } from './domain/ReadableRef';
export {
  approvalObstacle,
  decisionObstacle,
  pendingApprovalObstacle,
  type Approver,
} from './authorization/approvers';
export {
  createEnvironmentConditionalDecision,
  environmentConditions,
  environmentResourceRef,
  environmentRules,
  loadEnvironmentResources,
  type EnvironmentResource,
} from './authorization/environmentPermission';
export {
  createOpenChoreoConditionalDecision,
  openChoreoConditions,
  openChoreoEntityRules,
} from './authorization/entityRules';
export { neededPermissions } from './authorization/neededPermissions';
export { withTemplateVisibility } from './authorization/withTemplateVisibility';
export {
  catalogModuleServiceRef,
  type CatalogModule,
} from './authorization/catalogModule';
export { authorizationServiceRef } from './authorization/authorizationServiceRef';
export { parseInput } from './verbs/parseInput';
export { toZodV3 } from './verbs/toZodV3';
export { waitForCache } from './verbs/waitForCache';
export type { VerbPlan, VerbRequest, Verbs } from './verbs/Verb';
export type { ReadyOptions, WaitOptions } from './verbs/waitFor';

// For adapters of other generations of OpenChoreo.
export type {
  CapabilityKinds,
  CatalogUnits,
  PlatformAdapter,
  PlatformAdapters,
} from './adapter/PlatformAdapter';
export type {
  ResourceChange,
  ResourceChangeListener,
  ResourceIndex,
  ResourceKey,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from './cache/ResourceReader';
export { indexValue } from './cache/indexes';
export {
  implementVerb,
  type Verb,
  type VerbContext,
  type VerbImplementation,
} from './verbs/Verb';
