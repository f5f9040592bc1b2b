import { KubeObject } from '../api/types';
import { ObjectChange, Cluster, KindRef } from './cluster';

/** The result of a reconciliation. */
export interface Result {
  /** Milliseconds until the object is reconciled again without a change. */
  requeueAfter?: number;
}

/** The settings of all controllers. */
export interface SimulationSettings {
  /** Milliseconds that a pod takes to become ready. */
  readyDelay: number;
}

/**
 * Simulates one controller of Kubernetes or of an operator. It derives the next
 * step from the stored objects alone, so it continues after a crash.
 */
export interface Controller {
  kind: KindRef;
  reconcile(object: KubeObject, context: ReconcileContext): Result | void;
  /** The objects of this kind to reconcile after a change of another object. */
  affectedObjects?(change: ObjectChange, cluster: Cluster): KubeObject[];
}

/** The dependencies of a reconciliation. */
export interface ReconcileContext {
  cluster: Cluster;
  settings: SimulationSettings;
}
