import type { UnstructuredObject } from '@promenade/kube-client';
import type { Release } from '@promenade/openchoreo-model';
import { skipCleanupHint } from '../../core/skip-cleanup';
import type {
  DataPlaneCluster,
  Unavailable,
} from '../../dataplane/access/data-plane-cluster';
import { objectLabel } from '../../dataplane/apply/object-id';
import { deleteObjects, listInventory } from '../../dataplane/apply/prune';
import { formatNames } from '../../runtime/conditions';
import {
  deletionBlockedBy,
  isDeletionBlocked,
  unblockDeletionHint,
} from '../../runtime/deletion-blocked';

/** Objects of a Release are being deleted, their deletion is blocked, or they cannot be deleted. */
export type CleanupReason =
  | 'CleanupInProgress'
  | 'CleanupBlocked'
  | 'CleanupFailed';

/** Why a cleanup is not complete. */
export interface IncompleteCleanup {
  readonly reason: CleanupReason;
  readonly message: string;
}

/** Time after which a deletion that finalizers delay is reported as blocked, in milliseconds. */
const blockedAfterMs = 60_000;

const skipHint = skipCleanupHint('Release');

/**
 * Deletes the objects of a Release from a cluster.
 *
 * @returns undefined when all are deleted
 */
export async function cleanUpObjects(
  cluster: DataPlaneCluster | Unavailable,
  release: Release,
  now: Date,
): Promise<IncompleteCleanup | undefined> {
  if ('reason' in cluster) {
    return failed(`${cluster.message}, or ${skipHint}`);
  }
  if (cluster.unreachable) {
    return failed(
      `${cluster.unreachable.message}; if the data plane no longer exists, ${skipHint}`,
    );
  }
  let remaining: UnstructuredObject[];
  try {
    remaining = await listInventory(cluster, release);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return failed(`${cause}; if the data plane no longer exists, ${skipHint}`);
  }
  if (remaining.length === 0) return undefined;
  const failures = await deleteObjects(cluster, remaining);
  if (failures.length > 0) {
    return failed(failures.map(({ message }) => message).join('; '));
  }
  const isBlocked = remaining.some(
    object =>
      isDeletionBlocked(object) && deletingForMs(object, now) >= blockedAfterMs,
  );
  return {
    reason: isBlocked ? 'CleanupBlocked' : 'CleanupInProgress',
    message: remainingMessage(remaining),
  };
}

function failed(message: string): IncompleteCleanup {
  return { reason: 'CleanupFailed', message };
}

function deletingForMs({ metadata }: UnstructuredObject, now: Date): number {
  return now.getTime() - Date.parse(metadata.deletionTimestamp ?? '');
}

function remainingMessage(remaining: readonly UnstructuredObject[]): string {
  const names = remaining.map(object => {
    const { apiVersion, kind, metadata } = object;
    const label = objectLabel({ apiVersion, kind, name: metadata.name });
    const blockedBy = deletionBlockedBy(object);
    return blockedBy ? `${label} (${blockedBy})` : label;
  });
  const waitsFor = `Cleaning up dataplane resources: waiting for ${formatNames(
    names,
  )}`;
  return remaining.some(isDeletionBlocked)
    ? `${waitsFor}; ${unblockDeletionHint}, or ${skipHint}`
    : waitsFor;
}
