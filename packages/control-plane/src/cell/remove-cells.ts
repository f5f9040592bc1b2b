import { DataPlane } from '@promenade/openchoreo-model';
import { some } from '../runtime/finalizing';
import { HeldBack } from '../runtime/with-finalizer';
import { CellSelector, Cells } from './cells';

/** How often a data plane is asked whether the cells are gone, in milliseconds. */
const cellInterval = 2_000;

/** Takes cells off data planes; undefined when they are gone. A data plane that cannot be reached holds back what they belong to. */
export async function removeCells(
  cells: Cells,
  dataPlanes: Iterable<DataPlane>,
  selector: CellSelector,
): Promise<HeldBack | undefined> {
  const left: string[] = [];
  try {
    for (const dataPlane of dataPlanes) {
      left.push(...(await cells.remove(dataPlane, selector)));
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    return { message: error.message, error };
  }
  return left.length
    ? {
        message: `Waiting for namespace ${some(left)} to be deleted`,
        requeueAfter: cellInterval,
      }
    : undefined;
}
