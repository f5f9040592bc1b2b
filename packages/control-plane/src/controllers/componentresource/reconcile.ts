import { Clock } from '@promenade/kube-client';
import { ClassType } from '../../core/component-type/binding-types';
import { ComponentResource } from '../../core/component-type/component-resource';
import {
  DeployOutcome,
  deployedReason,
} from '../../core/first-environment/deploy-to-first-environment';
import { withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { Reconcile } from '../../runtime/reconcile';
import { deployComponentResource, deployComponentTracks } from './deploy';

/** Time for which an object may wait for what is created with it, in milliseconds. Times of creation are in seconds. */
const creationGraceMs = 2_000;

/**
 * Reconciles a Service, WebApplication or ScheduledTask: deploys it and the tracks of its component to the first environment, and
 * reports in its status why it cannot be deployed.
 */
export function componentResourceReconciler(
  type: ClassType,
  { clock }: { clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const resource = read.get(type.resourceKind, key);
    if (!resource || isDeleting(resource)) {
      return undefined;
    }
    const outcome = await deployComponentResource(type, resource, read, write);
    const requeueAfter = remainingGraceMs(resource, outcome, clock.now());
    if (!requeueAfter) {
      await write.updateStatus(
        type.resourceKind,
        resource,
        buildStatus(resource, outcome, new Date(clock.now())),
      );
    }
    const trackError = await deployComponentTracks(
      type,
      resource,
      clock.now(),
      read,
      write,
    );
    const error = outcome.error ?? trackError;
    if (error) throw error;
    return requeueAfter ? { requeueAfter } : undefined;
  };
}

/** How long a problem of a new object may stay unwritten, in milliseconds: its Workload or Component may be created just after it. */
function remainingGraceMs(
  { metadata: { creationTimestamp }, status }: ComponentResource,
  { ready, error }: DeployOutcome,
  now: number,
): number {
  if (status || error || ready.reason === deployedReason) return 0;
  const created = creationTimestamp ? Date.parse(creationTimestamp) : 0;
  // Not longer, however much the clocks differ.
  return Math.min(
    creationGraceMs,
    Math.max(0, created + creationGraceMs - now),
  );
}

/** The status of an object that is deployed is empty: that of its binding says everything. */
function buildStatus(
  resource: ComponentResource,
  { ready, environment = resource.status?.environment }: DeployOutcome,
  now: Date,
): NonNullable<ComponentResource['status']> {
  return ready.reason === deployedReason
    ? {}
    : {
        ...withConditions(resource, [{ type: 'Ready', ...ready }], now),
        ...(environment && { environment }),
      };
}
