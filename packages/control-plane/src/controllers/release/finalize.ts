import type {
  ReconcileResult,
  UnstructuredObject,
} from '@promenade/kube-client';
import {
  finalizers,
  getCondition,
  releaseKind,
  type Environment,
  type Release,
} from '@promenade/openchoreo-model';
import type { NoDataPlane } from '../../core/lookups/find-data-plane';
import { isCleanupSkipped, skipCleanupHint } from '../../core/skip-cleanup';
import type { DataPlaneCluster } from '../../dataplane/access/data-plane-cluster';
import type { DriftDetector } from '../../dataplane/apply/drift-detector';
import { objectLabel } from '../../dataplane/apply/object-id';
import { deleteObjects, listInventory } from '../../dataplane/apply/prune';
import { formatNames } from '../../runtime/conditions';
import {
  deletionBlockedBy,
  isDeletionBlocked,
  unblockDeletionHint,
} from '../../runtime/deletion-blocked';
import {
  hasFinalizer,
  isDeleting,
  removeFinalizer,
} from '../../runtime/finalizer';
import type { Write } from '../../runtime/write';
import { finalizingStatus, type FinalizingReason } from './status';

/** Input of {@link finalizeRelease}. */
export interface Finalization {
  readonly release: Release;
  readonly cluster: DataPlaneCluster | NoDataPlane;
  /** The environment of the Release, if it exists. */
  readonly environment: Environment | undefined;
  readonly write: Write;
  readonly driftDetector: DriftDetector;
  readonly now: Date;
}

/** Interval between checks of a pending deletion, in addition to the watches; in milliseconds. */
const requeueMs = 30_000;

/** Time after which a deletion that finalizers delay is reported as blocked, in milliseconds. */
const blockedAfterMs = 60_000;

const skipHint = skipCleanupHint('Release');

/**
 * Deletes the objects of a Release from its data plane, then removes the finalizer. The condition Finalizing reports what the
 * deletion waits for. An annotation skips the cleanup, for data planes that no longer exist.
 */
export async function finalizeRelease({
  release,
  cluster,
  environment,
  write,
  driftDetector,
  now,
}: Finalization): Promise<ReconcileResult | undefined> {
  if (!hasFinalizer(release, finalizers.release)) return undefined;
  const wait = async (reason: FinalizingReason, message: string) => {
    if (reason !== 'CleanupInProgress' && !isReported(release, reason)) {
      write.event(release, 'Warning', reason, message);
    }
    await write.updateStatus(
      releaseKind,
      release,
      finalizingStatus(release, reason, message, now),
    );
    return { requeueAfter: requeueMs };
  };
  const finish = async () => {
    driftDetector.forget(release.metadata.uid ?? '');
    await removeFinalizer(write, releaseKind, release, finalizers.release);
    return undefined;
  };

  const isSkipped =
    isCleanupSkipped(release) ||
    // The annotation of an environment that is being deleted applies to its Releases.
    (environment && isDeleting(environment) && isCleanupSkipped(environment));
  if (isSkipped) return finish();
  if ('reason' in cluster) {
    if (!wasEverApplied(release)) return finish();
    return wait('CleanupFailed', `${cluster.message}, or ${skipHint}`);
  }
  if (cluster.unreachable) {
    return wait(
      'CleanupFailed',
      `${cluster.unreachable.message}; if the data plane no longer exists, ${skipHint}`,
    );
  }
  let remaining: UnstructuredObject[];
  try {
    remaining = await listInventory(cluster, release);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return wait(
      'CleanupFailed',
      `${reason}; if the data plane no longer exists, ${skipHint}`,
    );
  }
  if (remaining.length === 0) return finish();
  const failures = await deleteObjects(cluster, remaining);
  if (failures.length > 0) {
    const messages = failures.map(({ message }) => message);
    return wait('CleanupFailed', messages.join('; '));
  }
  const isBlocked = remaining.some(
    object =>
      isDeletionBlocked(object) && deletingForMs(object, now) >= blockedAfterMs,
  );
  return wait(
    isBlocked ? 'CleanupBlocked' : 'CleanupInProgress',
    cleanupMessage(remaining),
  );
}

/** A Release without a data plane has no objects if it was never applied. */
function wasEverApplied({ status }: Release): boolean {
  return (
    status?.appliedHash !== undefined || (status?.resources ?? []).length > 0
  );
}

function isReported(release: Release, reason: FinalizingReason): boolean {
  return (
    getCondition(release.status?.conditions, 'Finalizing')?.reason === reason
  );
}

function deletingForMs({ metadata }: UnstructuredObject, now: Date): number {
  return now.getTime() - Date.parse(metadata.deletionTimestamp ?? '');
}

function cleanupMessage(remaining: readonly UnstructuredObject[]): string {
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
