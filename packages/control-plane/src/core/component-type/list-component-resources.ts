import type { ProjectComponentOwner } from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';
import { componentIndexValue, indexes } from '../lookups/indexes';
import { classTypes } from './binding-types';
import type { ComponentResource } from './component-resource';

/** Lists the Services, WebApplications and ScheduledTasks of a component, of all tracks. */
export function listComponentResources(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
): ComponentResource[] {
  return classTypes.flatMap(({ resourceKind }) =>
    read.byIndex(
      resourceKind,
      indexes.component,
      componentIndexValue(namespace, owner),
    ),
  );
}
