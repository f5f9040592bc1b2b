import { KubernetesObject, environmentKind } from '@promenade/openchoreo-model';
import { deleted } from '../../runtime/predicates';
import { Watch, watchKind } from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import { mapToSharedUsers } from './map-functions';
import { Read, TypedResource } from '../../runtime/read';
import { findShared } from './shared-resource';

/** Why nothing is bound to an environment for now. */
export interface EnvironmentBeingDeleted {
  status: 'False';
  reason: 'EnvironmentFinalizing';
  message: string;
}

/** An environment that is being deleted takes nothing new: it would have to be taken away again, and so on without end. */
export function environmentBeingDeleted(
  read: Read,
  organization: string,
  name: string,
): EnvironmentBeingDeleted | undefined {
  const environment = findShared(read, environmentKind, organization, name);
  return environment && isDeleting(environment)
    ? {
        status: 'False',
        reason: 'EnvironmentFinalizing',
        message: `Environment "${name}" is being deleted; nothing is deployed to it meanwhile`,
      }
    : undefined;
}

/** Looks at objects again that waited for an environment to be gone. */
export function watchEnvironmentDeletions(
  kind: TypedResource<KubernetesObject>,
): Watch {
  return watchKind(environmentKind, mapToSharedUsers(kind), deleted);
}
