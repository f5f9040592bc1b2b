import { isDeepStrictEqual } from 'node:util';
import { KubeObject, ObjectChange } from '@promenade/kube-client';
import { Condition, getCondition } from '@promenade/openchoreo-model';

// Predicates of watches, in controller-runtime's sense: they select the changes that enqueue reconcile requests.

/** An object was created or deleted. */
export function createdOrDeleted({ type }: ObjectChange<KubeObject>): boolean {
  return type !== 'update';
}

/** An object was deleted. */
export function deleted({ type }: ObjectChange<KubeObject>): boolean {
  return type === 'delete';
}

/** The spec changed, or deletion was requested; also creation, deletion and resync. Ignores status, labels and annotations. */
export function generationChanged(change: ObjectChange<KubeObject>): boolean {
  return (
    change.type !== 'update' ||
    change.resync ||
    change.before.metadata.generation !== change.object.metadata.generation ||
    change.before.metadata.deletionTimestamp !==
      change.object.metadata.deletionTimestamp
  );
}

/** Anything but the status changed. */
export function generationOrMetadataChanged(
  change: ObjectChange<KubeObject>,
): boolean {
  return generationChanged(change) || valueChanged(change, editableMetadata);
}

/** The metadata that clients may write. */
function editableMetadata({ metadata }: KubeObject) {
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  return { labels, annotations, finalizers, ownerReferences };
}

/** An update changed the value that `select` returns. */
export function valueChanged<T extends KubeObject>(
  change: ObjectChange<T>,
  select: (object: T) => unknown,
): boolean {
  return (
    change.type === 'update' &&
    !isDeepStrictEqual(select(change.before), select(change.object))
  );
}

interface WithConditions extends KubeObject {
  status?: { conditions?: Condition[] };
}

/** The spec or the Ready condition changed. */
export function generationOrReadyChanged<T extends WithConditions>(
  change: ObjectChange<T>,
): boolean {
  return generationChanged(change) || valueChanged(change, readyCondition);
}

function readyCondition({ status }: WithConditions): Condition | undefined {
  return getCondition(status?.conditions, 'Ready');
}
