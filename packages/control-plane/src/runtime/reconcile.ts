import { ObjectKey, ReconcileResult } from '@promenade/kube-client';
import { Read } from './read';
import { Write } from './write';

/**
 * Reconciles one object (controller-runtime's Reconciler): compares desired and actual state and takes the next step.
 * Level-triggered and idempotent: it may run at any time, any number of times, and be interrupted after any write.
 *
 * @returns when to reconcile again; nothing means when a watch reports a change
 * @throws to be retried with back-off
 */
export type Reconcile = (
  key: ObjectKey,
  read: Read,
  write: Write,
) => Promise<ReconcileResult | void>;
