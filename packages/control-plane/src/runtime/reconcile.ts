import { ObjectKey } from '@promenade/kube-client';
import { Read } from './read';
import { Write } from './write';

/** What a pass asks for; nothing means: until something that is watched changes. */
export interface ReconcileResult {
  /** Milliseconds until the key is looked at again. */
  requeueAfter?: number;
}

/**
 * One pass over one object: compares what is declared with what is, and takes the next step.
 * Level-triggered and idempotent: it may run at any time, any number of times, and be cut off after any write.
 */
export type Reconcile = (
  key: ObjectKey,
  read: Read,
  write: Write,
) => Promise<ReconcileResult | void>;
