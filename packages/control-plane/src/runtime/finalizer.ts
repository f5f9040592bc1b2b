import { KubeObject } from '@promenade/kube-client';
import { TypedResource } from './read';
import { Write } from './write';

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
