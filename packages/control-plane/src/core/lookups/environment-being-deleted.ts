import { KubernetesObject, environmentKind } from '@promenade/openchoreo-model';
import { deleted } from '../../runtime/predicates';
import { Watch, watchKind } from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import { mapToSharedUsers } from './map-functions';
import { Read, TypedResource } from '../../runtime/read';
import { findShared } from './shared-resource';

/** The condition of an object whose environment is being deleted. */
export interface EnvironmentBeingDeleted {
  status: 'False';
  reason: 'EnvironmentFinalizing';
  message: string;
}

/** Returns the condition of an object if its environment is being deleted. Nothing new is deployed there, because it would block the deletion. */
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
        message: `Environment "${name}" is being deleted; nothing is deployed to it`,
      }
    : undefined;
}

/** Reconciles the objects of a kind when an environment is deleted, which they may wait for. */
export function watchEnvironmentDeletions(
  kind: TypedResource<KubernetesObject>,
): Watch {
  return watchKind(environmentKind, mapToSharedUsers(kind), deleted);
}
