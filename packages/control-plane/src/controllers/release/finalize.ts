import type { ReconcileResult } from '@promenade/kube-client';
import {
  finalizers,
  getCondition,
  releaseKind,
  type Environment,
  type Release,
} from '@promenade/openchoreo-model';
import { isCleanupSkipped } from '../../core/skip-cleanup';
import type {
  DataPlaneCluster,
  Unavailable,
} from '../../dataplane/access/data-plane-cluster';
import type { DriftDetector } from '../../dataplane/apply/drift-detector';
import {
  hasFinalizer,
  isDeleting,
  removeFinalizer,
} from '../../runtime/finalizer';
import type { Write } from '../../runtime/write';
import { cleanUpObjects } from './clean-up';
import { finalizingStatus } from './status';

/** Input of {@link finalizeRelease}. */
export interface Finalization {
  readonly release: Release;
  /** The cluster that the Release is applied to. */
  readonly cluster: DataPlaneCluster | Unavailable;
  /** The environment of the Release, if it exists. */
  readonly environment: Environment | undefined;
  readonly write: Write;
  readonly driftDetector: DriftDetector;
  readonly now: Date;
}

/** Interval between checks of a pending deletion, in addition to the watches; in milliseconds. */
const requeueMs = 30_000;

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
  const isSkipped =
    isCleanupSkipped(release) ||
    // The annotation of an environment that is being deleted applies to its Releases.
    (environment && isDeleting(environment) && isCleanupSkipped(environment)) ||
    ('reason' in cluster && !wasEverApplied(release));
  const incomplete = isSkipped
    ? undefined
    : await cleanUpObjects(cluster, release, now);
  if (!incomplete) {
    driftDetector.forget(release.metadata.uid ?? '');
    await removeFinalizer(write, releaseKind, release, finalizers.release);
    return undefined;
  }
  const { reason, message } = incomplete;
  const reported = getCondition(release.status?.conditions, 'Finalizing');
  if (reason !== 'CleanupInProgress' && reported?.reason !== reason) {
    write.event(release, 'Warning', reason, message);
  }
  await write.updateStatus(
    releaseKind,
    release,
    finalizingStatus(release, reason, message, now),
  );
  return { requeueAfter: requeueMs };
}

/** A Release without a data plane has no objects if it was never applied. */
function wasEverApplied({ status }: Release): boolean {
  return (
    status?.target !== undefined ||
    status?.appliedHash !== undefined ||
    (status?.resources ?? []).length > 0
  );
}
