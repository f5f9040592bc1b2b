/**
 * The Kubernetes API for controllers: client, shared informers, work queues, controllers, leader election and events.
 *
 * @packageDocumentation
 */
export { KubeClient } from './client/KubeClient';
export { type ServerVersion } from './client/serverVersion';
export { type KubeClientOptions } from './client/KubeClientOptions';
export {
  type ClusterAccess,
  KubeconfigError,
} from './client/kubeConfigCredentials';
export { type DiscoveredResource } from './client/DiscoveryCache';
export {
  ApiError,
  ConnectionError,
  isAlreadyExists,
  isConflict,
  isForbidden,
  isGone,
  isInvalid,
  isNotFound,
  isTooManyRequests,
  isUnauthorized,
} from './client/ApiError';
export { WatchDecodeError, type WatchEvent } from './client/openWatch';
export { type Status, type StatusDetails } from './client/Status';
export { type ApiRequest } from './client/ApiRequest';
export {
  type ApplyOptions,
  type CallOptions,
  type DeleteOptions,
  type ListOptions,
  type PatchOptions,
  type PodLogOptions,
  type StatusOptions,
  type WatchOptions,
  type WriteOptions,
} from './client/requestOptions';
export { type Clock, systemClock } from './clock/Clock';
export {
  type ChangeOptions,
  Controller,
  type ControllerOptions,
  type ObjectChange,
  type ReconcileResult,
  TerminalError,
  watchInformer,
} from './controller/Controller';
export { EventStream } from './informer/EventStream';
export {
  InformerFactory,
  type InformerFactoryOptions,
} from './informer/InformerFactory';
export { type InformerEvent } from './informer/InformerEvent';
export { type ResourceEventHandler } from './informer/HandlerSet';
export { type IndexFunc } from './informer/ObjectStore';
export {
  SharedInformer,
  type SharedInformerOptions,
} from './informer/SharedInformer';
export { stripManagedFields } from './informer/transforms';
export {
  type LeaderCallbacks,
  LeaderElector,
  type LeaderElectorOptions,
} from './leader/LeaderElector';
export { type Logger, silentLogger } from './logging/Logger';
export {
  metricDefinitions,
  type MetricName,
} from './metrics/metricDefinitions';
export { type Labels, type Metrics, noMetrics } from './metrics/Metrics';
export { quantityValue } from './objects/quantity';
export {
  eventType,
  leaseType,
  podType,
  apiVersionOf,
  type ResourceType,
} from './objects/ResourceType';
export {
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
  type UnstructuredObject,
} from './objects/KubeObject';
export { type MergePatch, mergePatch } from './objects/mergePatch';
export { keyOf, type ObjectKey, parseKey } from './objects/ObjectKey';
export {
  highPriority,
  lowPriority,
  WorkQueue,
  type WorkQueueOptions,
} from './queue/WorkQueue';
export { type Occurrence } from './recorder/EventCorrelator';
export {
  EventRecorder,
  type EventRecorderOptions,
} from './recorder/EventRecorder';
