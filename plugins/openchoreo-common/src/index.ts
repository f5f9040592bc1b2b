/**
 * What the browser and the backend of the OpenChoreo plugins share: schemas, operations, the client, permissions and the
 * naming rule of the catalog.
 *
 * @packageDocumentation
 */

export {
  componentRefOf,
  isFromControlPlane,
  isOpenChoreoComponent,
  openchoreoAnnotations,
  originLocation,
  resourceUidOf,
  type AnnotatedEntity,
} from './annotations';
export {
  componentRefSchema,
  deployBoardSchema,
  type ComponentRef,
  type DeployBoard,
  type DeploymentAction,
  type EndpointView,
  type EnvironmentCard,
  type ObjectHealth,
  type ReleaseComparison,
  type ReleaseView,
} from './board';
export {
  entityNameOf,
  entityRefOf,
  type EntityName,
  type PlatformObject,
} from './naming';
export {
  OpenChoreoClient,
  type BoardMessage,
  type OpenChoreoApi,
  type OpenChoreoClientOptions,
  type RequestOptions,
} from './OpenChoreoClient';
export { openApiDocument } from './openApiDocument';
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
export { reads, type ReadDeclaration } from './operations/reads';
export {
  componentCreatePermission,
  deploymentReadPermission,
  deploymentUpdatePermission,
  environmentDeployPermission,
  openchoreoPermissions,
  platformReadPermission,
  projectCreatePermission,
  releasePromotePermission,
} from './permissions';
export { type PlanChange, type PromotionPlan } from './plan';
export {
  finalPromotionPhases,
  isPromotionComplete,
  isPromotionRunning,
  type PromotionDecision,
  type PromotionGate,
  promotionListSchema,
  type PromotionPhase,
  type PromotionStep,
  type PromotionTransition,
  type PromotionView,
  type ReleaseName,
  type RequiredApproval,
} from './promotions';
export { type HealthReport, type RejectedResource } from './rejected';
export { deploymentStateLabels, type DeploymentState } from './state';
export { verbs } from './verbs';
export { declareVerb, type VerbDeclaration } from './verbs/Verb';
