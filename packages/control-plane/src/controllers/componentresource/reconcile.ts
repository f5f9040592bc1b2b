import { Clock } from '@promenade/kube-client';
import { ClassType } from '../../core/component-type/binding-types';
import { withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { Reconcile } from '../../runtime/reconcile';
import { deployComponentResource, deployComponentTracks } from './deploy';

/**
 * Reconciles a Service, WebApplication or ScheduledTask: deploys it and the tracks of its component to the first environment, and
 * writes its status.
 */
export function componentResourceReconciler(
  type: ClassType,
  { clock }: { clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const resource = read.get(type.resourceKind, key);
    if (!resource || isDeleting(resource)) {
      return;
    }
    const outcome = await deployComponentResource(type, resource, read, write);
    const {
      environment = resource.status?.environment,
      ready,
      error,
    } = outcome;
    await write.updateStatus(type.resourceKind, resource, {
      ...withConditions(
        resource,
        [{ type: 'Ready', ...ready }],
        new Date(clock.now()),
      ),
      ...(environment && { environment }),
    });
    const trackError = await deployComponentTracks(
      type,
      resource,
      clock.now(),
      read,
      write,
    );
    if (error ?? trackError) {
      throw error ?? trackError;
    }
  };
}
