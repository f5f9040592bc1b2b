import { JsonObject } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { objectAt } from '../schema/json';
import { KubeObject, ObjectMeta } from '../api/types';

/** A kind, as an object names it. */
export interface KindRef {
  apiVersion: string;
  kind: string;
}

/** An object that is to be made. */
export interface NewObject extends KindRef {
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A change that somebody made to an object. */
export interface ObjectChange {
  object: KubeObject;
  /** The object before; undefined where it is new. */
  previous: KubeObject | undefined;
  deleted: boolean;
}

/**
 * What the simulation needs of a Kubernetes API. It is what a client has; that
 * answers come at once, and that several writes can be one, is what being in
 * the same process adds.
 */
export interface Cluster {
  /** Milliseconds since 1970. */
  now(): number;
  get(kind: KindRef, namespace: string, name: string): KubeObject | undefined;
  /** Objects of a kind, of all namespaces unless one is given. */
  list(kind: KindRef, namespace?: string): KubeObject[];
  /** Objects of a kind that name the owner in their owner references. */
  dependents(owner: KubeObject, kind: KindRef): KubeObject[];
  create(object: NewObject): KubeObject;
  /** Replaces all but the status. */
  update(object: KubeObject): void;
  /** Replaces the status; writes nothing where it is the same. */
  updateStatus(object: KubeObject, status: JsonObject): void;
  delete(object: KubeObject): void;
  /** All that happens inside is kept, or none of it. */
  transaction(work: () => void): void;
  /** Tells of every change; returns how to stop that. */
  watch(listener: (change: ObjectChange) => void): () => void;
}

/** The kinds that the simulation deals with. */
export const kinds = {
  node: { apiVersion: 'v1', kind: 'Node' },
  namespace: { apiVersion: 'v1', kind: 'Namespace' },
  pod: { apiVersion: 'v1', kind: 'Pod' },
  event: { apiVersion: 'v1', kind: 'Event' },
  service: { apiVersion: 'v1', kind: 'Service' },
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
  workload: { apiVersion: 'openchoreo.dev/v1alpha1', kind: 'Workload' },
} satisfies Record<string, KindRef>;

/** The spec of an object; empty where it has none. */
export function specOf(object: KubeObject): JsonObject {
  return objectAt(asJson(object), 'spec');
}

/** The status of an object; empty where it has none. */
export function statusOf(object: KubeObject): JsonObject {
  return objectAt(asJson(object), 'status');
}

/** The name of an object that is kept. */
export function nameOf(object: KubeObject): string {
  return object.metadata.name ?? '';
}

/** The namespace of an object; '' for one of the whole cluster. */
export function namespaceOf(object: KubeObject): string {
  return object.metadata.namespace ?? '';
}

/** `namespace/name`, which tells objects of one kind apart. */
export function keyOf(object: KubeObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}
