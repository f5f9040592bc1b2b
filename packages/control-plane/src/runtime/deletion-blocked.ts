import { KubeObject } from '@promenade/kube-client';
import { annotations } from '@promenade/openchoreo-model';
import { isJsonList, jsonAt } from './json';

/** What somebody can do about an object that others do not let go. */
export const unblockDeletionHint =
  'let those finish whose finalizers these are, or take the finalizers off';

/** How to give up what is on a data plane: the end of a sentence. */
export function skipCleanupHint(kind: string): string {
  return `annotate the ${kind} with ${annotations.skipCleanup}=true to leave behind what it has there`;
}

/** Whether what an object has on a data plane is given up. */
export function isCleanupSkipped({ metadata }: KubeObject): boolean {
  return metadata.annotations?.[annotations.skipCleanup] === 'true';
}

/** Whether somebody's finalizer, or content that does not go, keeps an object that was asked to go. */
export function isDeletionBlocked(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return (
    deletionTimestamp !== undefined &&
    (finalizers.length > 0 || remainingContent(object).length > 0)
  );
}

/**
 * Who keeps an object that is on its way out, since when, and in a namespace what is still in it, as the server counts it:
 * `held by the finalizer example.com/lock since 2026-01-02T03:04:05Z`. Undefined when nobody does.
 */
export function deletionBlockedBy(object: KubeObject): string | undefined {
  if (!isDeletionBlocked(object)) return undefined;
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  const remains = remainingContent(object);
  const held = finalizers.length
    ? `held by the finalizer ${finalizers.join(', ')}`
    : 'being deleted';
  return `${held} since ${deletionTimestamp}${
    remains.length ? `: ${remains.join('; ')}` : ''
  }`;
}

/** What a namespace that is going away says is left in it. */
function remainingContent({ kind, ...object }: KubeObject): string[] {
  const conditions = jsonAt(object, 'status', 'conditions');
  if (kind !== 'Namespace' || !isJsonList(conditions)) return [];
  return conditions.flatMap(condition => {
    const message = jsonAt(condition, 'message');
    return jsonAt(condition, 'status') === 'True' && typeof message === 'string'
      ? [message]
      : [];
  });
}
