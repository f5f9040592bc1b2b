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

/** Adds a finalizer; true when it had to. The caller then waits for the watch before it does anything that needs cleaning up. */
export async function addFinalizer<T extends KubeObject>(
  write: Write,
  type: TypedResource<T>,
  object: T,
  finalizer: string,
): Promise<boolean> {
  if (hasFinalizer(object, finalizer)) {
    return false;
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
