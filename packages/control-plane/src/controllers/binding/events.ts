import { KubeObject } from '@promenade/kube-client';
import { Component, getCondition } from '@promenade/openchoreo-model';
import { Binding, BindingStatus } from '../../core/binding/binding';
import { bindingReasons as reasons } from '../../core/binding/reasons';

/** An event about a binding, recorded on the binding or its component. */
export interface BindingEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

const reportedReasons: readonly string[] = [
  reasons.suspended,
  reasons.undeployed,
];

/**
 * Returns the event for a change of status; undefined while the deployment progresses. A deployment that becomes ready has an event
 * only if one said before that it was not: the revisions of its Deployment record the others.
 */
export function eventFor(
  { spec, status: before }: Binding,
  after: BindingStatus,
): BindingEvent | undefined {
  const readyBefore = getCondition(before?.conditions, 'Ready');
  const ready = getCondition(after.conditions, 'Ready');
  if (!ready) {
    return undefined;
  }
  const isStuck = isPending(before) && isFailed(after);
  if (
    readyBefore?.status === ready.status &&
    readyBefore.reason === ready.reason &&
    !isStuck
  ) {
    return undefined;
  }
  const { environment } = spec;
  if (ready.status === 'True') {
    if (!readyBefore || isPending(before)) return undefined;
    return {
      type: 'Normal',
      reason: 'Deployed',
      message: `${after.releaseLabel} is ready in ${environment}.`,
    };
  }
  if (reportedReasons.includes(ready.reason)) {
    return {
      type: 'Normal',
      reason: ready.reason,
      message: `${environment}: ${ready.message}.`,
    };
  }
  return isPending(after)
    ? undefined
    : {
        type: 'Warning',
        reason: ready.reason,
        message: `${after.releaseLabel} is not ready in ${environment}: ${
          after.trouble ?? ready.message
        }`,
      };
}

/** Whether the deployment may become ready without a change. Such states have no events. */
function isPending(status: BindingStatus | undefined): boolean {
  return status?.state === 'Progressing' || status?.state === 'Waiting';
}

/** Whether the deployment failed. The Ready condition may have the same reason as while it progressed. */
function isFailed({ state }: BindingStatus): boolean {
  return state === 'Failed' || state === 'Degraded';
}

/** Returns the objects that an event is recorded on: the component, and for a warning also the binding. */
export function involvedObjects(
  { type }: BindingEvent,
  binding: Binding,
  component: Component | undefined,
): KubeObject[] {
  if (!component) {
    return [binding];
  }
  return type === 'Normal' ? [component] : [binding, component];
}
