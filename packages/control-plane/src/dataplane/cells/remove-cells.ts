import { isCleanupSkipped, skipCleanupHint } from '../../core/skip-cleanup';
import { KubeObject } from '@promenade/kube-client';
import { DataPlane } from '@promenade/openchoreo-model';
import { formatNames } from '../../runtime/conditions';
import { unblockDeletionHint } from '../../runtime/deletion-blocked';
import { DeletionBlocked } from '../../runtime/finalizer';
import { CellSelector, Cells, RemainingCell } from './cells';

/** Interval between checks of cells that are being deleted, in milliseconds. */
const requeueMs = 2_000;

/**
 * Deletes the cells of a project or an environment from data planes.
 *
 * @returns what blocks the deletion of `owner`; undefined when the cells are deleted or the cleanup is skipped
 */
export async function removeCells(
  owner: KubeObject,
  cells: Cells,
  dataPlanes: Iterable<DataPlane>,
  selector: CellSelector,
): Promise<DeletionBlocked | undefined> {
  if (isCleanupSkipped(owner)) return undefined;
  const skipHint = skipCleanupHint(owner.kind);
  const remaining: RemainingCell[] = [];
  try {
    for (const dataPlane of dataPlanes) {
      remaining.push(...(await cells.remove(dataPlane, selector)));
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    return {
      message: `${error.message}; if the data plane no longer exists, ${skipHint}`,
      error,
    };
  }
  if (remaining.length === 0) return undefined;
  const names = remaining.map(({ namespace, blockedBy }) =>
    blockedBy ? `${namespace} (${blockedBy})` : namespace,
  );
  const waitsFor = `Waiting for namespace ${formatNames(names)} to be deleted`;
  return {
    message: remaining.some(({ blockedBy }) => blockedBy)
      ? `${waitsFor}; ${unblockDeletionHint}, or ${skipHint}`
      : waitsFor,
    requeueAfter: requeueMs,
  };
}
