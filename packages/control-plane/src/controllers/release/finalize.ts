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
import type { DataPlaneCluster } from '../../dataplane/access/data-plane-cluster';
import type { NoDataPlane } from '../../core/lookups/find-data-plane';
import {
  hasFinalizer,
  isDeleting,
  removeFinalizer,
} from '../../runtime/finalizer';
import { formatNames } from '../../runtime/conditions';
import {
  deletionBlockedBy,
  unblockDeletionHint,
  isDeletionBlocked,
  isCleanupSkipped,
  skipCleanupHint,
} from '../../runtime/deletion-blocked';
import type { Write } from '../../runtime/write';
import type { DriftDetector } from '../../dataplane/apply/drift-detector';
import { objectLabel } from '../../dataplane/apply/object-id';
import { deleteObjects, listInventory } from '../../dataplane/apply/prune';
import { finalizingStatus, type FinalizingReason } from './status';

/** What the end of a Release is brought about with. */
export interface Finalization {
  readonly release: Release;
  readonly cluster: DataPlaneCluster | NoDataPlane;
  /** The environment that it is in, if there is one. */
  readonly environment: Environment | undefined;
  readonly write: Write;
  readonly memory: DriftDetector;
  readonly now: Date;
}

/** How often a deletion that waits is looked at again, should the watches have nothing to tell. */
const waitMs = 30_000;

/** How long others may hold what is to go before that is called more than progress, in milliseconds. */
const patienceMs = 60_000;

const wayOut = skipCleanupHint('Release');

/**
 * Takes everything that a Release has off its data plane, then lets it go. What
 * it waits for is its condition Finalizing. Where the data plane is gone for
 * good, an annotation lets it go at once.
 */
export async function finalizeRelease({
  release,
  cluster,
  environment,
  write,
  memory,
  now,
}: Finalization): Promise<ReconcileResult | undefined> {
  if (!hasFinalizer(release, finalizers.release)) return undefined;
  const wait = async (reason: FinalizingReason, message: string) => {
    if (reason !== 'CleanupInProgress' && !isToldAlready(release, reason)) {
      write.event(release, 'Warning', reason, message);
    }
    await write.updateStatus(
      releaseKind,
      release,
      finalizingStatus(release, reason, message, now),
    );
    return { requeueAfter: waitMs };
  };
  const letGo = async () => {
    memory.forget(release.metadata.uid ?? '');
    await removeFinalizer(write, releaseKind, release, finalizers.release);
    return undefined;
  };

  const isGivenUp =
    isCleanupSkipped(release) ||
    // An environment that goes for good takes all its Releases along.
    (environment && isDeleting(environment) && isCleanupSkipped(environment));
  if (isGivenUp) return letGo();
  if ('reason' in cluster) {
    if (!wasEverApplied(release)) return letGo();
    return wait('CleanupFailed', `${cluster.message}, or ${wayOut}`);
  }
  let left: UnstructuredObject[];
  try {
    left = await listInventory(cluster, release);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return wait('CleanupFailed', `${why}; if it is gone for good, ${wayOut}`);
  }
  if (left.length === 0) return letGo();
  const failures = await deleteObjects(cluster, left);
  if (failures.length > 0) {
    const messages = failures.map(({ message }) => message);
    return wait('CleanupFailed', messages.join('; '));
  }
  const isBlocked = left.some(
    object => isDeletionBlocked(object) && goingFor(object, now) >= patienceMs,
  );
  return wait(
    isBlocked ? 'CleanupBlocked' : 'CleanupInProgress',
    waitingFor(left),
  );
}

/** A Release whose data plane never was has nothing there. */
function wasEverApplied({ status }: Release): boolean {
  return (
    status?.appliedHash !== undefined || (status?.resources ?? []).length > 0
  );
}

function isToldAlready(release: Release, reason: FinalizingReason): boolean {
  const told = getCondition(release.status?.conditions, 'Finalizing');
  return told?.reason === reason;
}

function goingFor({ metadata }: UnstructuredObject, now: Date): number {
  return now.getTime() - Date.parse(metadata.deletionTimestamp ?? '');
}

function waitingFor(left: readonly UnstructuredObject[]): string {
  const names = left.map(object => {
    const { apiVersion, kind, metadata } = object;
    const label = objectLabel({ apiVersion, kind, name: metadata.name });
    const held = deletionBlockedBy(object);
    return held ? `${label} (${held})` : label;
  });
  const waits = `Cleaning up dataplane resources: waiting for ${formatNames(
    names,
  )}`;
  return left.some(isDeletionBlocked)
    ? `${waits}; ${unblockDeletionHint}, or ${wayOut}`
    : waits;
}
