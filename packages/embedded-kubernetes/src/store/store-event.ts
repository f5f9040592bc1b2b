import type { KubeObject } from '../api/types';

/** The key of an object in the store. */
export interface StoreKey {
  /** `plural.group`, or the plural for the core group; the same for all versions of a kind. */
  resource: string;
  /** '' for a cluster-scoped object. */
  namespace: string;
  name: string;
}

/** A committed change. */
export interface StoreEvent {
  /** The version of the store after the change; the object has it as resourceVersion. */
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  key: StoreKey;
  /** The object after the change; for DELETED the last state with the version of the deletion. */
  object: KubeObject;
  /** The object before the change; absent for ADDED. */
  previous?: KubeObject;
}
