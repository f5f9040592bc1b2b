import { Clock } from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import {
  ensureFinalizer,
  hasFinalizer,
  isDeleting,
  removeFinalizer,
} from './finalizer';
import { finalizingStatus } from './finalizing';
import { Read, TypedResource } from './read';
import { Reconcile, ReconcileResult } from './reconcile';
import { Observed } from './with-conditions';
import { Write } from './write';

/** Watches tell when something is gone, but not of everything why it does not go. */
const waitMs = 30_000;

/** What still keeps an object from going. */
export interface HeldBack {
  /** What its deletion waits for, as a sentence. */
  message: string;
  /** Milliseconds until that is looked at again, where no watch tells of it; half a minute unless told otherwise. */
  requeueAfter?: number;
  /** Why it could not be found out; thrown once the status says so. */
  error?: Error;
}

/** The life of a kind of objects that are cleaned up after. */
export interface Lifecycle<T> {
  clock: Clock;
  kind: TypedResource<T>;
  finalizer: string;
  /** What the conditions of an object that is going say, as OpenChoreo v0.3.2 calls it. */
  finalizing: string;
  /** One pass over an object that is to stay; the finalizer is on it. */
  keep(object: T, read: Read, write: Write): Promise<ReconcileResult | void>;
  /** Takes away what belongs to an object that is to go; undefined when all of it is gone. */
  cleanUp(object: T, read: Read, write: Write): Promise<HeldBack | undefined>;
}

/** Reconciles objects that go only when what belongs to them is gone. */
export function withFinalizer<T extends KubernetesObject & Observed>({
  clock,
  kind,
  finalizer,
  finalizing,
  keep,
  cleanUp,
}: Lifecycle<T>): Reconcile {
  return async (key, read, write) => {
    const found = read.get(kind, key);
    if (!found) {
      return undefined;
    }
    if (!isDeleting(found)) {
      const kept = await ensureFinalizer(write, kind, found, finalizer);
      return keep(kept, read, write);
    }
    if (!hasFinalizer(found, finalizer)) {
      return undefined;
    }
    const heldBack = await cleanUp(found, read, write);
    if (!heldBack) {
      await removeFinalizer(write, kind, found, finalizer);
      return undefined;
    }
    const { message, requeueAfter, error } = heldBack;
    const now = new Date(clock.now());
    await write.updateStatus(
      kind,
      found,
      finalizingStatus(found, finalizing, message, now),
    );
    if (error) {
      throw error;
    }
    return { requeueAfter: requeueAfter ?? waitMs };
  };
}
