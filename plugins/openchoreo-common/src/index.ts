/**
 * What the browser and the backend of the OpenChoreo plugins share: schemas, operations, the client, permissions and the
 * naming rule of the catalog.
 *
 * @packageDocumentation
 */

export {
  allowedVerbsSchema,
  verbsOfActions,
  withAllowedVerbs,
  type AllowedVerbs,
} from './allowedVerbs';
export {
  claimAnnotation,
  componentRefOf,
  deliveryAnnotations,
  descriptiveAnnotations,
  entityRefAnnotation,
  environmentAnnotation,
  isEntityOfComponent,
  isFromControlPlane,
  joinedAnnotation,
  joinedValueOf,
  isOpenChoreoComponent,
  openchoreoAnnotations,
  originLocation,
  permissionAnnotation,
  neededPermissionAnnotation,
  permissionNamesOf,
  resourceUidOf,
  templateAnnotation,
  type AnnotatedEntity,
} from './annotations';
export {
  auditResults,
  type AuditEntry,
  type AuditEntryList,
  type AuditResult,
} from './auditEntries';
export {
  deployBoardSchema,
  releaseVersion,
  type DeployBoard,
  type DeploymentAction,
  type EndpointView,
  type TaskSchedule,
  type EnvironmentCard,
  type ObjectHealth,
  type ReleaseComparison,
  type ReleaseView,
} from './board';
export {
  buildStepStateSchema,
  type BuildList,
  type BuildRun,
  type BuildStep,
} from './builds';
export {
  type CatalogProviderReport,
  type CatalogSyncReport,
  type HeldRemoval,
  type HeldSource,
} from './catalogSync';
export { isSyncHealthy, syncStatus, type SyncStatus } from './syncStatus';
export {
  apiPolicyTypes,
  type ApiAddress,
  type ApiOperation,
  type ApiPolicy,
  type ComponentApi,
  type ComponentApis,
} from './apis';
export { callMethods, type CallResponse } from './endpointCall';
export {
  type ComponentConfiguration,
  type ConfigurationVariable,
} from './componentConfiguration';
export {
  metricNames,
  metricPeriods,
  type ComponentMetrics,
  type Metric,
  type MetricName,
  type MetricPeriod,
} from './metrics';
export { type ComponentDescription } from './componentDescription';
export {
  type ComponentExplanation,
  type ExplanationLink,
  type NextStep,
} from './componentExplanation';
export { componentRefSchema, type ComponentRef } from './componentRef';
export {
  backendUrlProblem,
  basePathProblem,
  branchProblem,
  buildParameterProblem,
  nameProblem,
  portProblem,
  repositoryProblem,
  scheduleProblem,
  sourcePathProblem,
  timeZoneProblem,
  variableNameProblem,
} from './fieldRules';
export {
  imageReferenceProblem,
  parseImageReference,
  type ImageReference,
} from './imageReference';
export {
  deliveryAnnotationsFor,
  deliveryOf,
  deliverySchema,
  pickDeliveryAnnotations,
  type Delivery,
} from './delivery';
export {
  catalogPath,
  entityNameOf,
  entityPath,
  entityRefOf,
  promotionPath,
  type EntityName,
  type PlatformObject,
} from './naming';
export {
  OpenChoreoClient,
  type OpenChoreoApi,
  type OpenChoreoClientOptions,
  type RequestOptions,
} from './OpenChoreoClient';
export { type LiveMessage, type LiveTopic } from './live';
export { openApiDocument } from './openApiDocument';
export {
  organizationDescriptionSchema,
  type OrganizationDescription,
} from './organizationDescription';
export {
  operationPath,
  pathParameters,
  requestSchemas,
  resourceNames,
  type Operation,
  type OperationInput,
  type OperationOutput,
  type OperationResource,
} from './operations/Operation';
export { type Cell, type CellComponent, type CellConnection } from './cell';
export { isolationModes, type Isolation } from './isolation';
export { connectionStates, type ConnectionState } from './connectionState';
export { type Home } from './home';
export type { ReadDeclaration } from './operations/ReadDeclaration';
export { commands } from './operations/commands';
export { dryRunParameter, dryRunValue } from './operations/dryRun';
export { reads } from './operations/reads';
export { type DataPlaneCapacity } from './capacity';
export { type CellQuota } from './cellQuota';
export {
  type BuildPlaneOverview,
  type DataPlaneOverview,
  type DeploymentList,
  type DeploymentSummary,
  type EnvironmentOverview,
  type EnvironmentSummary,
  type OrganizationOverview,
  type PipelineOverview,
  type PipelineSummary,
  type ProjectOverview,
  type ProjectSummary,
  type PromotionEdge,
  type Reachability,
  type StateCounts,
} from './overviews';
export {
  checkParameterSchema,
  isSecretValue,
  patternMessage,
  resolveParameterSchema,
  type ParameterSchema,
} from './parameterSchema';
export {
  catalogSyncPermission,
  endpointCallPermission,
  environmentCallPermission,
  componentBuildPermission,
  componentCreatePermission,
  componentUpdatePermission,
  configurationReadPermission,
  configurationUpdatePermission,
  deploymentReadPermission,
  deploymentUpdatePermission,
  environmentApprovePermission,
  environmentDeployPermission,
  environmentObservePermission,
  environmentUpdatePermission,
  manifestApplyPermission,
  manifestDeletePermission,
  logReadPermission,
  manifestReadPermission,
  openchoreoPermissions,
  organizationCreatePermission,
  pipelineUpdatePermission,
  platformReadPermission,
  projectCreatePermission,
  projectDeletePermission,
  promotionApprovePermission,
  promotionCancelPermission,
  releasePromotePermission,
  taskRunPermission,
} from './permissions';
export { type PlatformOverview } from './platformOverview';
export {
  plainGateTypes,
  type PolicyApprovers,
  type PolicyGate,
  type PromotionPolicyView,
} from './promotionPolicy';
export { type PlanChange, type PromotionPlan } from './plan';
export {
  projectMigrationSchema,
  type ProjectMigrationChange,
  type ProjectMigrationView,
} from './projectMigration';
export { type PromotionDescription } from './promotionDescription';
export { type ComponentList, type ProjectList } from './projects';
export {
  finalPromotionPhases,
  isPromotionComplete,
  isPromotionRunning,
  approvalListSchema,
  type ApprovalList,
  type PendingApproval,
  type PromotionDecision,
  type PromotionGate,
  type PromotionList,
  promotionListSchema,
  type PromotionRecord,
  releaseListSchema,
  type ReleaseList,
  type ReleaseRevision,
  type PromotionPhase,
  type PromotionStep,
  type PromotionTransition,
  type PromotionView,
  type ReleaseName,
  type RequiredApproval,
} from './promotions';
export {
  type HealthReport,
  type RejectedResource,
  type WatchedSource,
} from './rejected';
export {
  type Log,
  type LogLine,
  type LogMessage,
  type LogReference,
  type Runtime,
  type RuntimeContainer,
  type RuntimeEvent,
  type RuntimeManifest,
  type RuntimeResource,
} from './runtime';
export {
  deploymentStateLabels,
  statesWorstFirst,
  type DeploymentState,
} from './state';
export { normalizeSchedule } from '@promenade/openchoreo-model';
export { verbs } from './verbs';
export { type EndpointInput } from './verbs/componentFields';
export { type ManifestChange } from './verbs/previewRelease';
export {
  projectPromotionSchema,
  type ProjectPromotionView,
} from './verbs/promoteProject';
export {
  declareVerb,
  isDeliverable,
  scaffolderActionId,
  type VerbDeclaration,
} from './verbs/Verb';
export { isErrorNamed, isResponseError, responseErrorOf } from './errors';
