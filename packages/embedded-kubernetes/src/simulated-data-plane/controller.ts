import { KubeObject } from '../api/types';
import { Change, Cluster, KindRef } from './cluster';

/** What a controller leaves to do. */
export interface Outcome {
  /** Milliseconds after which to look again although nothing changes. */
  again?: number;
}

/** What every controller is told. */
export interface Settings {
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
  reconcile(object: KubeObject, context: Context): Outcome | void;
  /** Objects of this kind that a change of another one concerns. */
  concerns?(change: Change, cluster: Cluster): KubeObject[];
}

/** What a controller works with. */
export interface Context {
  cluster: Cluster;
  settings: Settings;
}
