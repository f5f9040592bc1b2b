import { KubeObject } from '@promenade/kube-client';
import { Component, getCondition } from '@promenade/openchoreo-model';
import { Binding, BindingStatus } from '../../core/binding/binding';
import { bindingReasons as reasons } from '../../core/binding/reasons';

/** Something that happened to a binding, for its own history and its component's. */
export interface BindingEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

const reportedReasons: readonly string[] = [
  reasons.suspended,
  reasons.undeployed,
];

/** What is worth telling about the step from one status to the next; undefined when it is only on its way. */
export function eventFor(
  { spec, status: before }: Binding,
  after: BindingStatus,
): BindingEvent | undefined {
  const was = getCondition(before?.conditions, 'Ready');
  const is = getCondition(after.conditions, 'Ready');
  if (!is) {
    return undefined;
  }
  const isStuck = isPending(before) && isTroubled(after);
  if (was?.status === is.status && was.reason === is.reason && !isStuck) {
    return undefined;
  }
  const { environment } = spec;
  if (is.status === 'True') {
    return {
      type: 'Normal',
      reason: 'Deployed',
      message: `${after.releaseLabel} is ready in ${environment}.`,
    };
  }
  if (reportedReasons.includes(is.reason)) {
    return {
      type: 'Normal',
      reason: is.reason,
      message: `${environment}: ${is.message}.`,
    };
  }
  return isPending(after)
    ? undefined
    : {
        type: 'Warning',
        reason: is.reason,
        message: `${after.releaseLabel} is not ready in ${environment}: ${
          after.trouble ?? is.message
        }`,
      };
}

/** Whether the deployment may become ready without a change. Such states have no events. */
function isPending(status: BindingStatus | undefined): boolean {
  return status?.state === 'Progressing' || status?.state === 'Waiting';
}

/** What was on its way does not get there; the condition may have one reason for both. */
function isTroubled({ state }: BindingStatus): boolean {
  return state === 'Failed' || state === 'Degraded';
}

/** Whose history it belongs to: what is as it was asked for is the component's; what is not, its binding's too. */
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
