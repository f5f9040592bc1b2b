import { KubeObject } from '@promenade/kube-client';
import { DataPlane } from '@promenade/openchoreo-model';
import { formatNames } from '../../runtime/conditions';
import {
  unblockDeletionHint,
  isCleanupSkipped,
  skipCleanupHint,
} from '../../runtime/deletion-blocked';
import { DeletionBlocked } from '../../runtime/finalizer';
import { CellSelector, Cells, RemainingCell } from './cells';

/** How often a data plane is asked whether the cells are gone, in milliseconds. */
const cellInterval = 2_000;

/**
 * Takes the cells of a project or an environment off data planes; undefined when they are gone, or given up.
 * A data plane that cannot be reached holds back what they belong to.
 */
export async function removeCells(
  owner: KubeObject,
  cells: Cells,
  dataPlanes: Iterable<DataPlane>,
  selector: CellSelector,
): Promise<DeletionBlocked | undefined> {
  if (isCleanupSkipped(owner)) return undefined;
  const wayOut = skipCleanupHint(owner.kind);
  const left: RemainingCell[] = [];
  try {
    for (const dataPlane of dataPlanes) {
      left.push(...(await cells.remove(dataPlane, selector)));
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    return {
      message: `${error.message}; if it is gone for good, ${wayOut}`,
      error,
    };
  }
  if (left.length === 0) return undefined;
  const names = left.map(({ namespace, blockedBy: heldBy }) =>
    heldBy ? `${namespace} (${heldBy})` : namespace,
  );
  const waits = `Waiting for namespace ${formatNames(names)} to be deleted`;
  return {
    message: left.some(({ blockedBy: heldBy }) => heldBy)
      ? `${waits}; ${unblockDeletionHint}, or ${wayOut}`
      : waits,
    requeueAfter: cellInterval,
  };
}
