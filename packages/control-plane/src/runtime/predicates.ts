import { isDeepStrictEqual } from 'node:util';
import { KubeObject, ObjectChange } from '@promenade/kube-client';
import { Condition, getCondition } from '@promenade/openchoreo-model';

/** An object is there that was not, or the other way round. */
export function createdOrDeleted({ type }: ObjectChange<KubeObject>): boolean {
  return type !== 'update';
}

export function deleted({ type }: ObjectChange<KubeObject>): boolean {
  return type === 'delete';
}

/** What is declared changed, or the object is on its way out; not its status, labels or annotations. */
export function generationChanged(change: ObjectChange<KubeObject>): boolean {
  return (
    change.type !== 'update' ||
    change.resync ||
    change.before.metadata.generation !== change.object.metadata.generation ||
    change.before.metadata.deletionTimestamp !==
      change.object.metadata.deletionTimestamp
  );
}

/** More than the status changed. What a controller itself reports of an object is no reason for it to look again. */
export function generationOrMetadataChanged(
  change: ObjectChange<KubeObject>,
): boolean {
  return generationChanged(change) || valueChanged(change, editableMetadata);
}

/** What people and programs write into the metadata of an object. */
function editableMetadata({ metadata }: KubeObject) {
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  return { labels, annotations, finalizers, ownerReferences };
}

/** An object is there still, but what `part` takes from it is other than before. */
export function valueChanged<T extends KubeObject>(
  change: ObjectChange<T>,
  part: (object: T) => unknown,
): boolean {
  return (
    change.type === 'update' &&
    !isDeepStrictEqual(part(change.before), part(change.object))
  );
}

interface WithConditions extends KubeObject {
  status?: { conditions?: Condition[] };
}

/** What is declared changed, or how ready it is. */
export function generationOrReadyChanged<T extends WithConditions>(
  change: ObjectChange<T>,
): boolean {
  return generationChanged(change) || valueChanged(change, readyCondition);
}

function readyCondition({ status }: WithConditions): Condition | undefined {
  return getCondition(status?.conditions, 'Ready');
}
