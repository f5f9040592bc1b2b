import { KubeObject } from '../api/types';
import { ObjectChange, Cluster, KindRef } from './cluster';

/** What a controller leaves to do. */
export interface Result {
  /** Milliseconds after which to look again although nothing changes. */
  requeueAfter?: number;
}

/** What every controller is told. */
export interface SimulationSettings {
  /** Milliseconds that a pod takes to become ready. */
  readyDelay: number;
}

/**
 * Plays one controller of Kubernetes or of an operator. It looks at what is
 * there and takes the next step, so that a crash between two steps is no
 * matter.
 */
export interface Controller {
  kind: KindRef;
  reconcile(object: KubeObject, context: ReconcileContext): Result | void;
  /** Objects of this kind that a change of another one concerns. */
  affectedObjects?(change: ObjectChange, cluster: Cluster): KubeObject[];
}

/** What a controller works with. */
export interface ReconcileContext {
  cluster: Cluster;
  settings: SimulationSettings;
}
