import { JsonObject } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { objectAt } from '../schema/json';
import { KubeObject, ObjectMeta } from '../api/types';

/** The apiVersion and kind of an object. */
export interface KindRef {
  apiVersion: string;
  kind: string;
}

/** An object to create. */
export interface NewObject extends KindRef {
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A change of an object. */
export interface ObjectChange {
  object: KubeObject;
  /** The previous state; undefined for a new object. */
  previous: KubeObject | undefined;
  deleted: boolean;
}

/**
 * The Kubernetes API as the simulation uses it: synchronous and with
 * transactions, because it runs in the same process.
 */
export interface Cluster {
  /** Milliseconds since 1970. */
  now(): number;
  get(kind: KindRef, namespace: string, name: string): KubeObject | undefined;
  /** The objects of a kind, in one namespace or in all. */
  list(kind: KindRef, namespace?: string): KubeObject[];
  /** The objects of a kind with an owner reference to the owner. */
  dependents(owner: KubeObject, kind: KindRef): KubeObject[];
  create(object: NewObject): KubeObject;
  /** Replaces an object except its status. */
  update(object: KubeObject): void;
  /** Replaces the status; writes nothing if it is unchanged. */
  updateStatus(object: KubeObject, status: JsonObject): void;
  delete(object: KubeObject): void;
  /** Runs `work` as one transaction. */
  transaction(work: () => void): void;
  /** Calls `listener` after every change; returns a function that unsubscribes. */
  watch(listener: (change: ObjectChange) => void): () => void;
}

/** The kinds that the simulation uses. */
export const kinds = {
  node: { apiVersion: 'v1', kind: 'Node' },
  namespace: { apiVersion: 'v1', kind: 'Namespace' },
  pod: { apiVersion: 'v1', kind: 'Pod' },
  event: { apiVersion: 'v1', kind: 'Event' },
  service: { apiVersion: 'v1', kind: 'Service' },
  resourceQuota: { apiVersion: 'v1', kind: 'ResourceQuota' },
  limitRange: { apiVersion: 'v1', kind: 'LimitRange' },
  claim: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  replicaSet: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment' },
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  job: { apiVersion: 'batch/v1', kind: 'Job' },
  cronJob: { apiVersion: 'batch/v1', kind: 'CronJob' },
  endpointSlice: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
  gatewayClass: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
  },
  gateway: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  httpRoute: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  grpcRoute: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute' },
  securityPolicy: {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'SecurityPolicy',
  },
  backendTrafficPolicy: {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'BackendTrafficPolicy',
  },
  externalSecret: {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
  },
  workflow: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' },
  workflowTemplate: {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'WorkflowTemplate',
  },
  clusterWorkflowTemplate: {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ClusterWorkflowTemplate',
  },
  component: { apiVersion: 'openchoreo.dev/v1alpha1', kind: 'Component' },
  workload: { apiVersion: 'openchoreo.dev/v1alpha1', kind: 'Workload' },
} satisfies Record<string, KindRef>;

/** The spec of an object, or an empty object. */
export function specOf(object: KubeObject): JsonObject {
  return objectAt(asJson(object), 'spec');
}

/** The status of an object, or an empty object. */
export function statusOf(object: KubeObject): JsonObject {
  return objectAt(asJson(object), 'status');
}

/** The name of a stored object. */
export function nameOf(object: KubeObject): string {
  return object.metadata.name ?? '';
}

/** The namespace of an object; '' for a cluster-scoped object. */
export function namespaceOf(object: KubeObject): string {
  return object.metadata.namespace ?? '';
}

/** `namespace/name`, unique among the objects of a kind. */
export function keyOf(object: KubeObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}
