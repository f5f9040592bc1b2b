import { projectKind } from '@promenade/openchoreo-model';
import { findDataPlane } from '../lookups/find-data-plane';
import { Read } from '../../runtime/read';
import { Isolation, resolveIsolation } from './isolation';

/** Finds the isolation of the cell of a project in an environment. It is off if the project does not exist. */
export function findIsolation(
  read: Read,
  organization: string,
  project: string,
  environment: string,
): Isolation {
  const found = findDataPlane(read, organization, environment);
  return resolveIsolation(
    read.get(projectKind, { namespace: organization, name: project }),
    'dataPlane' in found ? found.dataPlane : undefined,
  );
}
