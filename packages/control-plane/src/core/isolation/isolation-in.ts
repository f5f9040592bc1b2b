import { projectKind } from '@promenade/openchoreo-model';
import { dataPlaneOf } from '../lookups/data-plane-of';
import { Read } from '../../runtime/read';
import { Isolation, isolationOf } from './isolation';

/** How the cell of a project in an environment is kept apart; a project that is not there asks for nothing. */
export function isolationIn(
  read: Read,
  organization: string,
  project: string,
  environment: string,
): Isolation {
  const place = dataPlaneOf(read, organization, environment);
  return isolationOf(
    read.get(projectKind, { namespace: organization, name: project }),
    'dataPlane' in place ? place.dataPlane : undefined,
  );
}
