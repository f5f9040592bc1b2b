import type { ClusterAccess, KubeObject } from '@promenade/kube-client';
import type { ResourceKey } from '../cache/ResourceReader';
import type { ObjectFailure, ObservedObject } from './ComponentSnapshot';

/**
 * What a component consists of in an environment, as the control plane has rendered and observed it.
 *
 * @public
 */
export interface RuntimeSnapshot {
  environment: string;
  /** The namespace is that of its resource, in Kubernetes. Undefined when the data plane does not exist. */
  dataPlane?: { namespace?: string; name: string; simulated: boolean };
  /** Name of the Release. Undefined while nothing is deployed. */
  release?: string;
  objects: readonly RuntimeObject[];
  /** The cluster that the objects are on. A sentence when it cannot be used. Undefined while nothing is applied. */
  cluster?: RuntimeCluster | string;
}

/**
 * A data plane and its cluster.
 *
 * @public
 */
export interface DataPlaneSnapshot {
  isSimulated: boolean;
  cluster: RuntimeCluster;
}

/**
 * An object of a Release.
 *
 * @public
 */
export interface RuntimeObject extends ObservedObject {
  apiVersion: string;
  /** As it is declared. */
  manifest: object;
  /** As it was last observed. */
  status?: object;
  /** ISO 8601 time at which the status last changed. */
  observedAt?: string;
  failure?: ObjectFailure;
  /** The labels that select the pods of a workload, and what creates them. */
  podLabels?: Readonly<Record<string, string>>;
}

/**
 * How a data plane or a build plane is read: by the client of the control plane, or by credentials of its own.
 *
 * @public
 */
export type RuntimeCluster = { type: 'local' } | RemoteCluster;

/**
 * A data plane or a build plane that is another cluster than that of the control plane.
 *
 * @public
 */
export interface RemoteCluster {
  type: 'remote';
  plane: 'data plane' | 'build plane';
  /** Namespace and name of its resource. */
  name: string;
  /** The Secret with its credentials. */
  secret?: ResourceKey & { namespace: string };
  /**
   * Address and credentials.
   *
   * @param secret - undefined when it does not exist
   * @throws Error with a sentence when they cannot be used
   */
  access(secret: KubeObject | undefined): ClusterAccess;
}
