import type {
  ReconcileResult,
  UnstructuredObject,
} from '@promenade/kube-client';
import {
  annotations,
  finalizers,
  releaseKind,
  type Release,
} from '@promenade/openchoreo-model';
import type { DataPlaneCluster, NoDataPlane } from '../data-planes';
import { hasFinalizer, removeFinalizer } from '../runtime/finalizer';
import type { Write } from '../runtime/write';
import type { AppliedMemory } from './applied-memory';
import { objectLabel } from './object-id';
import { deleteObjects, inventoryOf } from './prune';
import { finalizingStatus } from './release-status';

/** What the end of a Release is brought about with. */
export interface Finalization {
  readonly release: Release;
  readonly cluster: DataPlaneCluster | NoDataPlane;
  readonly write: Write;
  readonly memory: AppliedMemory;
  readonly now: Date;
}

/** How often a deletion that waits is looked at again, should the watches have nothing to tell. */
const waitMs = 30_000;

const wayOut = `annotate the Release with ${annotations.skipCleanup}=true to leave behind what it has there`;

/**
 * Takes everything that a Release has off its data plane, then lets it go. What
 * it waits for is its condition Finalizing. Where the data plane is gone for
 * good, an annotation lets it go at once.
 */
export async function finalizeRelease({
  release,
  cluster,
  write,
  memory,
  now,
}: Finalization): Promise<ReconcileResult | undefined> {
  if (!hasFinalizer(release, finalizers.release)) return undefined;
  const wait = async (
    reason: 'CleanupInProgress' | 'CleanupFailed',
    message: string,
  ) => {
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

  if (release.metadata.annotations?.[annotations.skipCleanup] === 'true') {
    return letGo();
  }
  if ('reason' in cluster) {
    return wait('CleanupFailed', `${cluster.message}, or ${wayOut}`);
  }
  let left: UnstructuredObject[];
  try {
    left = await inventoryOf(cluster, release);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return wait('CleanupFailed', `${why}; if it is gone for good, ${wayOut}`);
  }
  if (left.length === 0) return letGo();
  const failures = await deleteObjects(cluster, left);
  return failures.length > 0
    ? wait('CleanupFailed', failures.map(({ message }) => message).join('; '))
    : wait('CleanupInProgress', waitingFor(left));
}

function waitingFor(left: readonly UnstructuredObject[]): string {
  const names = left.map(({ apiVersion, kind, metadata }) => {
    const label = objectLabel({ apiVersion, kind, name: metadata.name });
    const held = metadata.finalizers?.join(', ');
    return held ? `${label} (held by ${held})` : label;
  });
  return `Cleaning up dataplane resources: waiting for ${names.join(', ')}`;
}
