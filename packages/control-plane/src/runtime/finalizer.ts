import { Clock, KubeObject, ReconcileResult } from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { ObjectWithConditions, finalizingStatus } from './conditions';
import { Read, TypedResource } from './read';
import { Reconcile } from './reconcile';
import { Write } from './write';

/** Whether deletion of an object was requested. */
export function isDeleting(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

export function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) ?? false;
}

/** Adds a finalizer if it is missing and returns the updated object. Must precede the creation of anything that needs cleanup. */
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

/** Removes a finalizer. The API server deletes the object when it has no finalizers left. */
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

/** Interval at which a blocked deletion is checked again, in milliseconds. Watches do not report every cause. */
const defaultRequeueMs = 30_000;

/** Why the deletion of an object is blocked. */
export interface DeletionBlocked {
  /** What the deletion waits for, as a sentence. */
  message: string;
  /** Milliseconds until the next check. Default: 30 s. */
  requeueAfter?: number;
  /** Error of the check; thrown after the status is written, so that the queue backs off. */
  error?: Error;
}

/** Options of {@link withFinalizer}. */
export interface FinalizerOptions<T> {
  clock: Clock;
  kind: TypedResource<T>;
  finalizer: string;
  /** Reason of the conditions of an object that is being deleted. */
  finalizingReason: string;
  /** Reconciles an object that is not being deleted. It has the finalizer. */
  reconcile(
    object: T,
    read: Read,
    write: Write,
  ): Promise<ReconcileResult | void>;
  /** Cleans up an object that is being deleted. Returns undefined when done. */
  cleanUp(
    object: T,
    read: Read,
    write: Write,
  ): Promise<DeletionBlocked | undefined>;
}

/** Returns a reconciler that cleans up before an object is deleted, and reports what the deletion waits for. */
export function withFinalizer<
  T extends KubernetesObject & ObjectWithConditions,
>(options: FinalizerOptions<T>): Reconcile {
  const { clock, kind, finalizer, finalizingReason } = options;
  return async (key, read, write) => {
    const object = read.get(kind, key) ?? read.recoverDeleted(kind, key);
    if (!object) {
      return undefined;
    }
    if (!isDeleting(object)) {
      return options.reconcile(
        await ensureFinalizer(write, kind, object, finalizer),
        read,
        write,
      );
    }
    if (!hasFinalizer(object, finalizer)) {
      return undefined;
    }
    const blocked = await options.cleanUp(object, read, write);
    if (!blocked) {
      await removeFinalizer(write, kind, object, finalizer);
      return undefined;
    }
    const { message, requeueAfter, error } = blocked;
    const now = new Date(clock.now());
    await write.updateStatus(
      kind,
      object,
      finalizingStatus(object, finalizingReason, message, now),
    );
    if (error) {
      throw error;
    }
    return { requeueAfter: requeueAfter ?? defaultRequeueMs };
  };
}
