import type { KubeObject } from '../api/types';

/** Where an object is kept. */
export interface StoreKey {
  /** `plural.group`, or the plural alone for the core group; all versions of a kind share it. */
  resource: string;
  /** '' for a cluster-scoped object. */
  namespace: string;
  name: string;
}

/** One committed change. */
export interface StoreEvent {
  /** The store's version after the change, which is also the object's resourceVersion. */
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  key: StoreKey;
  /** The object after the change; for DELETED, its last state with the version of the deletion. */
  object: KubeObject;
  /** The object before the change; absent for ADDED. */
  previous?: KubeObject;
}
