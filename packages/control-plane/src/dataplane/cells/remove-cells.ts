import { keyOf, type KubeObject } from '@promenade/kube-client';
import type { DataPlane } from '@promenade/openchoreo-model';
import { setImmediate } from 'node:timers/promises';
import type { CellLocation } from '../../core/lookups/recorded-data-planes';
import { isCleanupSkipped, skipCleanupHint } from '../../core/skip-cleanup';
import { formatNames } from '../../runtime/conditions';
import { unblockDeletionHint } from '../../runtime/deletion-blocked';
import type { DeletionBlocked } from '../../runtime/finalizer';
import type { CellSelector, Cells, RemainingCell } from './cells';

/** Intervals between checks, in milliseconds: of a request in progress, and of cells that are being deleted. */
const requeueMs = { request: 500, deletion: 2_000 };

/** A deletion request to a data plane. */
interface Attempt {
  remaining?: RemainingCell[];
  error?: Error;
}

const attemptsOfCells = new WeakMap<Cells, Map<string, Attempt>>();

/**
 * Deletes the cells of a project or an environment from data planes, in parallel and in the background: the caller does not
 * wait for their network.
 *
 * @returns what blocks the deletion of `owner`; undefined when the cells are deleted or the cleanup is skipped
 */
export async function removeCells(
  owner: KubeObject,
  cells: Cells,
  locations: readonly CellLocation[],
  selector: CellSelector,
): Promise<DeletionBlocked | undefined> {
  if (isCleanupSkipped(owner)) return undefined;
  const attempts = locations.map(({ dataPlane, isRecorded }) => ({
    dataPlane,
    isRecorded,
    attempt: startAttempt(cells, dataPlane, selector),
  }));
  await setImmediate();
  const pending: string[] = [];
  const errors: string[] = [];
  const remaining: RemainingCell[] = [];
  for (const { dataPlane, isRecorded, attempt } of attempts) {
    const isDone = attempt.remaining !== undefined || attempt.error;
    // A data plane without a record has probably no cells, so it must not block the deletion.
    if (attempt.error && isRecorded) errors.push(attempt.error.message);
    remaining.push(...(attempt.remaining ?? []));
    if (isDone) endAttempt(cells, dataPlane, selector);
    else pending.push(`"${keyOf(dataPlane.metadata)}"`);
  }
  const skipHint = skipCleanupHint(owner.kind);
  if (errors.length > 0) {
    return {
      message: `${errors.join(
        '; ',
      )}; if the data plane no longer exists, ${skipHint}`,
    };
  }
  if (remaining.length > 0) {
    return {
      message: remainingMessage(remaining, skipHint),
      requeueAfter: requeueMs.deletion,
    };
  }
  return pending.length > 0
    ? {
        message: `Waiting for data plane ${formatNames(
          pending,
        )} to delete namespaces`,
        requeueAfter: requeueMs.request,
      }
    : undefined;
}

function remainingMessage(
  remaining: readonly RemainingCell[],
  skipHint: string,
): string {
  const names = remaining.map(({ namespace, blockedBy }) =>
    blockedBy ? `${namespace} (${blockedBy})` : namespace,
  );
  const waitsFor = `Waiting for namespace ${formatNames(names)} to be deleted`;
  return remaining.some(({ blockedBy }) => blockedBy)
    ? `${waitsFor}; ${unblockDeletionHint}, or ${skipHint}`
    : waitsFor;
}

/** Returns the running attempt, or starts one. */
function startAttempt(
  cells: Cells,
  dataPlane: DataPlane,
  selector: CellSelector,
): Attempt {
  const attempts = attemptsOfCells.get(cells) ?? new Map<string, Attempt>();
  attemptsOfCells.set(cells, attempts);
  const key = attemptKey(dataPlane, selector);
  const running = attempts.get(key);
  if (running) return running;
  const attempt: Attempt = {};
  attempts.set(key, attempt);
  cells.remove(dataPlane, selector).then(
    remaining => {
      attempt.remaining = remaining;
    },
    (error: unknown) => {
      attempt.error = error instanceof Error ? error : new Error(String(error));
    },
  );
  return attempt;
}

function endAttempt(
  cells: Cells,
  dataPlane: DataPlane,
  selector: CellSelector,
): void {
  attemptsOfCells.get(cells)?.delete(attemptKey(dataPlane, selector));
}

function attemptKey(
  { metadata }: DataPlane,
  { organization, project = '', environment = '' }: CellSelector,
): string {
  return [keyOf(metadata), organization, project, environment].join(' ');
}
