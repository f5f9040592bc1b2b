import { KubeObject } from '@promenade/kube-client';
import { isJsonList, jsonAt } from './json';

/** How to unblock a deletion; part of a sentence. */
export const unblockDeletionHint =
  'let the controllers of these finalizers finish, or remove the finalizers';

/** Whether finalizers, or the content of a namespace, block a requested deletion. */
export function isDeletionBlocked(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return (
    deletionTimestamp !== undefined &&
    (finalizers.length > 0 || remainingContent(object).length > 0)
  );
}

/**
 * Returns what blocks the deletion of an object and since when, with the remaining content of a namespace:
 * `blocked by finalizer example.com/lock since 2026-01-02T03:04:05Z`. Undefined if nothing does.
 */
export function deletionBlockedBy(object: KubeObject): string | undefined {
  if (!isDeletionBlocked(object)) return undefined;
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  const content = remainingContent(object);
  const cause = finalizers.length
    ? `blocked by finalizer ${finalizers.join(', ')}`
    : 'being deleted';
  return `${cause} since ${deletionTimestamp}${
    content.length ? `: ${content.join('; ')}` : ''
  }`;
}

/** Returns the messages of the conditions of a terminating namespace. */
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
