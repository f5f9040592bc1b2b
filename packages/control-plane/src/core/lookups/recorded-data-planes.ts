import { keyOf, type KubeObject } from '@promenade/kube-client';
import {
  dataPlaneKind,
  type DataPlane,
  type Release,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import { isCleanupSkipped, skipCleanupHint } from '../skip-cleanup';
import type { Read } from '../../runtime/read';
import type { DeletionBlocked } from '../../runtime/finalizer';
import { invalidObjectError } from '../../runtime/validation';
import { compareText } from '../../runtime/sort';

/** The key of a DataPlane in a status. */
export type DataPlaneReference = ReleaseTarget['dataPlane'];

/**
 * Adds the DataPlanes to which Releases are applied to the recorded ones. The record is never shortened: namespaces remain when
 * Releases are deleted or moved.
 *
 * @returns sorted; undefined if there are none
 */
export function recordDataPlanes(
  recorded: readonly DataPlaneReference[] | undefined,
  releases: readonly Release[],
): DataPlaneReference[] | undefined {
  const references = new Map(
    [
      ...(recorded ?? []),
      ...releases.flatMap(({ status }) => status?.target?.dataPlane ?? []),
    ].map(reference => [keyOf(reference), reference]),
  );
  return references.size === 0
    ? undefined
    : [...references]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, reference]) => reference);
}

/** A Project or an Environment. */
type CellOwner = KubeObject & {
  status?: { dataPlanes?: DataPlaneReference[] };
};

/**
 * Returns what blocks the deletion of an object with cells: a recorded DataPlane that is malformed, so that its cells cannot be
 * deleted. Undefined if there is none, or the cleanup is skipped.
 */
export function cellsBlockedBy(
  owner: CellOwner,
  read: Read,
): DeletionBlocked | undefined {
  if (isCleanupSkipped(owner)) return undefined;
  const error = owner.status?.dataPlanes
    ?.map(reference => invalidObjectError(read, dataPlaneKind, reference))
    .find(each => each !== undefined);
  return error === undefined
    ? undefined
    : { message: `${error}, or ${skipCleanupHint(owner.kind)}` };
}

/** A data plane that may have cells of an object. */
export interface CellLocation {
  readonly dataPlane: DataPlane;
  /** Whether it is recorded that it has, or had, cells. If not, it cannot block a deletion. */
  readonly isRecorded: boolean;
}

/** Returns the data planes on which an object has cells, and those on which it may have some that are not recorded. */
export function listCellLocations(
  recorded: readonly DataPlaneReference[] | undefined,
  others: Iterable<DataPlane>,
  read: Read,
): CellLocation[] {
  const locations = new Map<string, CellLocation>();
  for (const dataPlane of others) {
    locations.set(keyOf(dataPlane.metadata), { dataPlane, isRecorded: false });
  }
  for (const reference of recorded ?? []) {
    const dataPlane = read.get(dataPlaneKind, reference);
    if (dataPlane) {
      locations.set(keyOf(reference), { dataPlane, isRecorded: true });
    }
  }
  return [...locations.values()];
}
