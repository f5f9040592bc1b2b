import { KubernetesObject, environmentKind } from '@promenade/openchoreo-model';
import { goes } from '../../runtime/changes';
import { Watch, watching } from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import { mayUse } from './keys-of';
import { Read, TypedResource } from '../../runtime/read';
import { findShared } from './shared-resource';

/** Why nothing is bound to an environment for now. */
export interface BeingDeleted {
  status: 'False';
  reason: 'EnvironmentFinalizing';
  message: string;
}

/** An environment that is being deleted takes nothing new: it would have to be taken away again, and so on without end. */
export function beingDeleted(
  read: Read,
  organization: string,
  name: string,
): BeingDeleted | undefined {
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
export function watchingEnvironmentsGo(
  kind: TypedResource<KubernetesObject>,
): Watch {
  return watching(environmentKind, mayUse(kind), goes);
}
