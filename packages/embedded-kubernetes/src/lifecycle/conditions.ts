import { isObject } from '../schema/json';
import type { KubeObject } from '../api/types';

/** What a condition says, without when it began to say so. */
export interface ConditionState {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** The object with these conditions in its status; the time of the transition moves only where the condition's status does. */
export function withConditions(
  object: KubeObject,
  conditions: ConditionState[],
  now: string,
): KubeObject {
  const status = isObject(object.status) ? object.status : {};
  const before = Array.isArray(status.conditions) ? status.conditions : [];
  const next = conditions.map(condition => {
    const old = before.find(
      item => isObject(item) && item.type === condition.type,
    );
    const same = isObject(old) && old.status === condition.status;
    return {
      ...condition,
      lastTransitionTime: same ? old.lastTransitionTime : now,
    };
  });
  return { ...object, status: { ...status, conditions: next } };
}
