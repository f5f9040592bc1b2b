import { projectKind } from '@promenade/openchoreo-model';
import { findDataPlane } from '../lookups/find-data-plane';
import { Read } from '../../runtime/read';
import { Isolation, resolveIsolation } from './isolation';

/** How the cell of a project in an environment is kept apart; a project that is not there asks for nothing. */
export function findIsolation(
  read: Read,
  organization: string,
  project: string,
  environment: string,
): Isolation {
  const place = findDataPlane(read, organization, environment);
  return resolveIsolation(
    read.get(projectKind, { namespace: organization, name: project }),
    'dataPlane' in place ? place.dataPlane : undefined,
  );
}
