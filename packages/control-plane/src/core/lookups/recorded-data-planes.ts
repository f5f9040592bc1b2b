import { keyOf } from '@promenade/kube-client';
import {
  dataPlaneKind,
  type DataPlane,
  type Release,
  type ReleaseTarget,
} from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';
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
