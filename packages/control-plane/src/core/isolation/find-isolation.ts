import { Release, projectKind, releaseKind } from '@promenade/openchoreo-model';
import { findDataPlane } from '../lookups/find-data-plane';
import { Read } from '../../runtime/read';
import { baselineReleaseName } from './baseline-release-name';
import { Isolation, recordedIsolation, resolveIsolation } from './isolation';

/** A project in an environment. */
export interface Cell {
  readonly organization: string;
  readonly project: string;
  readonly environment: string;
}

/**
 * Finds the isolation of a cell. If its Project is malformed or does not exist, it is the one that was applied last: policies are
 * neither removed nor created.
 *
 * @param release - a Release of the cell, which shows the isolation if the cell has no baseline any more
 */
export function findIsolation(
  read: Read,
  { organization, project: name, environment }: Cell,
  release?: Release,
): Isolation {
  const project = read.get(projectKind, { namespace: organization, name });
  if (project) {
    const found = findDataPlane(read, organization, environment);
    return resolveIsolation(
      project,
      'dataPlane' in found ? found.dataPlane : undefined,
    );
  }
  const baseline = read.get(releaseKind, {
    namespace: organization,
    name: baselineReleaseName(name, environment),
  });
  return (
    recordedIsolation(baseline) ?? recordedIsolation(release) ?? { mode: 'Off' }
  );
}
