import { KubeObject, Clock } from '@promenade/kube-client';
import { TypedResource, Read } from './read';
import { Write } from './write';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { finalizingStatus, ObjectWithConditions } from './conditions';
import { Reconcile, ReconcileResult } from './reconcile';

/** Whether somebody asked for the object's deletion. */
export function isDeleting(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

export function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) ?? false;
}

/** The object with the finalizer on it. To be awaited before anything is made that would have to be cleaned up. */
export async function ensureFinalizer<T extends KubeObject>(
  write: Write,
  type: TypedResource<T>,
  object: T,
  finalizer: string,
): Promise<T> {
  if (hasFinalizer(object, finalizer)) {
    return object;
  }
  const finalizers = [...(object.metadata.finalizers ?? []), finalizer];
  return write.update(type, object, withFinalizers(object, finalizers));
}

/** Lets the object go. */
export async function removeFinalizer<T extends KubeObject>(
  write: Write,
  type: TypedResource<T>,
  object: T,
  finalizer: string,
): Promise<void> {
  const finalizers = object.metadata.finalizers?.filter(
    other => other !== finalizer,
  );
  await write.update(type, object, withFinalizers(object, finalizers));
}

function withFinalizers<T extends KubeObject>(
  object: T,
  finalizers: string[] | undefined,
): T {
  return { ...object, metadata: { ...object.metadata, finalizers } };
}

/** Watches tell when something is gone, but not of everything why it does not go. */
const waitMs = 30_000;

/** What still keeps an object from going. */
export interface DeletionBlocked {
  /** What its deletion waits for, as a sentence. */
  message: string;
  /** Milliseconds until that is looked at again, where no watch tells of it; half a minute unless told otherwise. */
  requeueAfter?: number;
  /** Why it could not be found out; thrown once the status says so. */
  error?: Error;
}

/** The life of a kind of objects that are cleaned up after. */
export interface FinalizerOptions<T> {
  clock: Clock;
  kind: TypedResource<T>;
  finalizer: string;
  /** What the conditions of an object that is going say, as OpenChoreo v0.3.2 calls it. */
  finalizingReason: string;
  /** One pass over an object that is to stay; the finalizer is on it. */
  reconcile(
    object: T,
    read: Read,
    write: Write,
  ): Promise<ReconcileResult | void>;
  /** Takes away what belongs to an object that is to go; undefined when all of it is gone. */
  cleanUp(
    object: T,
    read: Read,
    write: Write,
  ): Promise<DeletionBlocked | undefined>;
}

/** Reconciles objects that go only when what belongs to them is gone. */
export function withFinalizer<
  T extends KubernetesObject & ObjectWithConditions,
>({
  clock,
  kind,
  finalizer,
  finalizingReason: finalizing,
  reconcile: keep,
  cleanUp,
}: FinalizerOptions<T>): Reconcile {
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
